package io.github.gradcam.cli;

import io.github.gradcam.cli.console.Console;
import io.github.gradcam.cli.console.Progress;
import io.github.gradcam.cli.option.BackboneOptions;
import io.github.gradcam.cli.option.EpochOptions;
import io.github.gradcam.cli.option.TrainingOptions;
import io.github.gradcam.cli.training.EpochWatch;
import io.github.gradcam.cli.training.TrainedCard;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.HeatmapLayer;
import io.github.gradcam.model.layer.Normalization;
import io.github.gradcam.model.trunk.Trunk;
import io.github.gradcam.train.Trainer;
import io.github.gradcam.train.TrainingPlan;
import io.github.gradcam.train.TransferPlan;
import io.github.gradcam.train.data.ImageSet;
import io.github.gradcam.train.transfer.TransferTraining;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Teaches a trained network other classes: its features, a new head, then its last layers. */
final class BackboneTraining {

  private final Console console;
  private final BackboneOptions backbone;
  private final TrainingOptions options;
  private final EpochOptions epochs;
  private final Path run;
  private final boolean resume;

  BackboneTraining(
      Console console,
      BackboneOptions backbone,
      TrainingOptions options,
      EpochOptions epochs,
      Path run,
      boolean resume) {
    this.console = console;
    this.backbone = backbone;
    this.options = options;
    this.epochs = epochs;
    this.run = run;
    this.resume = resume;
  }

  /** Trains and writes the model. */
  void run(ImageSet images, Path model, String source) throws IOException {
    String until = backbone.fineTuning().freezeUntil();
    try (Classifier network = backbone.load(options.inputSize(), options.precision())) {
      HeatmapLayer layer = network.layer(backbone.layer());
      HeatmapLayer frozen = until == null ? null : network.layer(until);
      TransferPlan transfer = backbone.transfer(layer.name());
      TrainingPlan plan = options.headPlan(images, network.card().inputSize(), transfer);
      console.note(
          "Teaching %s on %d images of %d classes: %s"
              .formatted(
                  transfer.backbone(),
                  images.examples().size(),
                  images.labels().size(),
                  String.join(", ", images.labels())));
      try (Trunk trunk = new Trunk(network, layer)) {
        TrainedCard card =
            new TrainedCard(
                options.command(source, backbone.words(), plan),
                Optional.empty(),
                preprocessing(trunk.normalization()),
                trunk.parameters(plan.labels().size()),
                trunk.endpoints());
        TrainingRun best = train(trunk, frozen, plan, transfer, card, images);
        try (Classifier whole = trunk.withHead(best.best().weights(), best.draft())) {
          best.export(console, whole, model, card);
        }
      }
    }
  }

  private TrainingRun train(
      Trunk trunk,
      @Nullable HeatmapLayer frozen,
      TrainingPlan plan,
      TransferPlan transfer,
      TrainedCard card,
      ImageSet images)
      throws IOException {
    Path headFolder = run.resolve("head");
    Trainer.check(plan, headFolder, resume);
    EpochWatch ofHead = watch(trunk, headFolder, plan, card, images);
    if (frozen == null) {
      return head(features(trunk, null, plan, images), plan, headFolder, ofHead);
    }
    TrainingPlan tuning = backbone.fineTuning().plan(plan, transfer, frozen.name());
    Path tuned = run.resolve("fine-tuning");
    Trainer.check(tuning, tuned, resume);
    TransferTraining training = features(trunk, frozen, plan, images);
    TrainingRun head = head(training, plan, headFolder, ofHead);
    console.note("Letting the layers after %s learn".formatted(frozen.name()));
    TrainingRun last =
        TrainingRun.of(
            console,
            tuned,
            tuning,
            watch(trunk, tuned, tuning, card, images),
            listener ->
                training.lastLayers(tuning, head.best().weights(), tuned, resume, listener));
    return last.validatesWorseThan(head) ? head : last;
  }

  private TrainingRun head(
      TransferTraining training, TrainingPlan plan, Path folder, EpochWatch watch)
      throws IOException {
    return TrainingRun.of(
        console, folder, plan, watch, listener -> training.head(folder, resume, listener));
  }

  private EpochWatch watch(
      Trunk trunk, Path folder, TrainingPlan plan, TrainedCard card, ImageSet images)
      throws IOException {
    return EpochWatch.of(
        console,
        epochs,
        folder,
        plan,
        images,
        card,
        weights -> trunk.withHead(weights, plan.draft()));
  }

  private static String preprocessing(Normalization pixels) {
    return "%s 0..255, (x - %s) / %s, inside the model"
        .formatted(pixels.order(), pixels.mean(), pixels.deviation());
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
