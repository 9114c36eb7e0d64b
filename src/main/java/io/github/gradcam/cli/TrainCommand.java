package io.github.gradcam.cli;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.Parameters;
import com.beust.jcommander.ParametersDelegate;
import io.github.gradcam.explain.ModelExport;
import io.github.gradcam.model.Architecture;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.HeatmapLayer;
import io.github.gradcam.model.ModelCard;
import io.github.gradcam.model.NetworkSummary;
import io.github.gradcam.model.Precision;
import io.github.gradcam.train.ImageSet;
import io.github.gradcam.train.Split;
import io.github.gradcam.train.TrainedNetwork;
import io.github.gradcam.train.Trainer;
import io.github.gradcam.train.TrainingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Trains a network and writes the model. */
@Parameters(commandDescription = "Train a network on folders of images and write the model")
final class TrainCommand implements Command {

  @ParametersDelegate private final CommonOptions common = new CommonOptions();
  @ParametersDelegate private final TrainingOptions options = new TrainingOptions();

  @Parameter(
      names = "--data",
      required = true,
      description = "The Intel scenes as unzipped or zipped, or a folder with one folder a class")
  private @Nullable Path data; // JCommander sees to it that it is given

  @Parameter(
      names = "--output",
      description = "Folder for checkpoints, history.csv, plots and TensorBoard events")
  private Path output = Path.of("runs", "training");

  @Parameter(
      names = "--model",
      description = "Folder for the finished model (default: saved_model in --output)")
  private @Nullable Path model;

  @Parameter(names = "--resume", description = "Go on from the last checkpoint in --output")
  private boolean resume;

  @Override
  public String name() {
    return "train";
  }

  @Override
  public CommonOptions common() {
    return common;
  }

  @Override
  public int run(Console console) throws Exception {
    Path source = Objects.requireNonNull(data, "--data");
    Files.createDirectories(output);
    try (ImageSet images = ImageSet.open(source, Split.TRAIN)) {
      TrainingPlan plan = options.plan(images.labels());
      console.note(
          "Training %s on %d images of %d classes: %s"
              .formatted(
                  plan.architecture(),
                  images.examples().size(),
                  images.labels().size(),
                  String.join(", ", images.labels())));
      try (TrainingReport report = new TrainingReport(console, output, plan);
          Trainer trainer = new Trainer(plan, images, output, resume, report)) {
        if (trainer.state().epochs() > 0) {
          console.note("Going on after epoch " + trainer.state().epochs());
        }
        report.write(trainer.train());
        report.skipped(trainer.trainingImages().skipped(), trainer.validationImages().skipped());
        export(console, trainer, images.examples().size());
      }
    }
    return DONE;
  }

  private void export(Console console, Trainer trainer, int images) throws IOException {
    TrainingPlan plan = trainer.state().plan();
    Path folder = model == null ? output.resolve("saved_model") : model;
    TrainedNetwork best = trainer.best();
    ModelCard draft =
        ModelCard.unsaved(plan.architecture(), plan.labels(), plan.inputSize())
            .withTemperature(best.temperature());
    try (Classifier classifier = Classifier.frozen(best.weights(), draft, Precision.FLOAT32)) {
      ModelExport.write(classifier, card(trainer, best, classifier, images), folder);
    }
    console.result(
        "Best epoch %d of %d: validation accuracy %.4f; model in %s"
            .formatted(
                best.epoch().epoch(),
                trainer.state().epochs(),
                best.epoch().validationAccuracy(),
                folder));
  }

  private ModelCard card(Trainer trainer, TrainedNetwork best, Classifier classifier, int images) {
    TrainingPlan plan = trainer.state().plan();
    Map<String, Object> training = new LinkedHashMap<>();
    training.put("command", options.command(Objects.requireNonNull(data, "--data")));
    training.put("images", images);
    training.put("trainingImages", trainer.trainingImages().size());
    training.put("validationImages", trainer.validationImages().size());
    training.put("epochs", trainer.state().epochs());
    training.put("steps", trainer.state().steps());
    training.put("plan", plan);
    Map<String, Object> metrics = new LinkedHashMap<>();
    metrics.put("bestEpoch", best.epoch().epoch());
    metrics.put("validationAccuracy", best.epoch().validationAccuracy());
    metrics.put("validationLoss", best.epoch().validationLoss());
    NetworkSummary summary =
        NetworkSummary.of(
            Architecture.of(plan.architecture()), plan.labels().size(), plan.inputSize());
    return new ModelCard(
        "gradcam " + Version.text(),
        plan.architecture(),
        plan.labels(),
        plan.inputSize(),
        best.temperature(),
        "RGB 0..255, x / 127.5 - 1, inside the model",
        summary.parameters(),
        classifier.layers().stream().map(HeatmapLayer::name).toList(),
        training,
        metrics,
        null);
  }
}
