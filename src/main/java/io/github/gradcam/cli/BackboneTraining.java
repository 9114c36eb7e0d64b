package io.github.gradcam.cli;

import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.HeatmapLayer;
import io.github.gradcam.model.Trunk;
import io.github.gradcam.train.ImageSet;
import io.github.gradcam.train.TrainingPlan;
import io.github.gradcam.train.TransferPlan;
import io.github.gradcam.train.TransferTraining;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Teaches a trained network other classes: its features, a new head, then its last layers. */
final class BackboneTraining {

  private final Console console;
  private final BackboneOptions backbone;
  private final TrainingOptions options;
  private final Path run;
  private final boolean resume;

  BackboneTraining(
      Console console,
      BackboneOptions backbone,
      TrainingOptions options,
      Path run,
      boolean resume) {
    this.console = console;
    this.backbone = backbone;
    this.options = options;
    this.run = run;
    this.resume = resume;
  }

  /** Trains and writes the model. */
  void run(ImageSet images, Path model, String command) throws IOException {
    options.checkWithBackbone();
    try (Classifier network = backbone.load(options.inputSize(), options.precision())) {
      HeatmapLayer layer = network.layer(backbone.layer());
      String until = backbone.freezeUntil();
      HeatmapLayer frozen = until == null ? null : network.layer(until);
      TransferPlan transfer = backbone.transfer(layer.name());
      TrainingPlan plan = options.headPlan(images.labels(), network.card().inputSize(), transfer);
      try (Trunk trunk = new Trunk(network, layer)) {
        TrainingRun best = train(trunk, frozen, plan, transfer, images);
        try (Classifier whole = trunk.withHead(best.best().weights(), best.draft())) {
          best.export(
              console,
              whole,
              model,
              command,
              trunk.normalization() + ", inside the model",
              trunk.parameters(plan.labels().size()),
              trunk.endpoints());
        }
      }
    }
  }

  private TrainingRun train(
      Trunk trunk,
      @Nullable HeatmapLayer frozen,
      TrainingPlan plan,
      TransferPlan transfer,
      ImageSet images)
      throws IOException {
    TransferTraining training = features(trunk, frozen, plan, images);
    Path folder = run.resolve("head");
    TrainingRun head =
        TrainingRun.of(console, folder, plan, listener -> training.head(folder, resume, listener));
    if (frozen == null) {
      return head;
    }
    TrainingPlan tuning = backbone.tuning(plan, transfer, frozen.name());
    Path tuned = run.resolve("fine-tuning");
    TrainingRun last =
        TrainingRun.of(
            console,
            tuned,
            tuning,
            listener ->
                training.lastLayers(tuning, head.best().weights(), tuned, resume, listener));
    return last.validatesWorseThan(head) ? head : last;
  }

  private TransferTraining features(
      Trunk trunk, @Nullable HeatmapLayer frozen, TrainingPlan plan, ImageSet images)
      throws IOException {
    int views = TransferTraining.views(plan, images);
    try (Progress progress = console.progress("Features", views, "views")) {
      return TransferTraining.of(
          trunk, frozen, plan, images, run.resolve("features"), progress::step);
    }
  }
}
