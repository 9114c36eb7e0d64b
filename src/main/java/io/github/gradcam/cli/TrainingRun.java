package io.github.gradcam.cli;

import io.github.gradcam.cli.console.Console;
import io.github.gradcam.cli.training.EpochWatch;
import io.github.gradcam.cli.training.TrainedCard;
import io.github.gradcam.explain.export.ModelExport;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.ModelCard;
import io.github.gradcam.train.EpochResult;
import io.github.gradcam.train.TrainedNetwork;
import io.github.gradcam.train.Trainer;
import io.github.gradcam.train.TrainingListener;
import io.github.gradcam.train.TrainingPlan;
import io.github.gradcam.train.TrainingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * A training that was shown from its beginning to its end, and what it found.
 *
 * @param best the network of its best epoch
 * @param state its end
 * @param computedBy precision, kernels and processor
 * @param trainingImages how many it learned from
 * @param validationImages how many were held back
 */
record TrainingRun(
    TrainedNetwork best,
    TrainingState state,
    int trainingImages,
    int validationImages,
    String computedBy) {

  /** Trains, with a report in a folder. */
  static TrainingRun of(
      Console console,
      Path folder,
      TrainingPlan plan,
      EpochWatch watch,
      Function<TrainingListener, Trainer> begin)
      throws IOException {
    Files.createDirectories(folder);
    try (TrainingReport report = new TrainingReport(console, folder, plan, watch);
        Trainer trainer = begin.apply(report)) {
      if (trainer.state().epochs() > 0) {
        console.note("Going on after epoch " + trainer.state().epochs());
      }
      TrainingState state = trainer.train();
      report.write(state);
      report.skipped(trainer.trainingImages().skipped(), trainer.validationImages().skipped());
      trainer.trainingImages().doubtful().text().ifPresent(console::note);
      trainer.validationImages().doubtful().text().ifPresent(console::note);
      return new TrainingRun(
          trainer.best(),
          state,
          trainer.trainingImages().size(),
          trainer.validationImages().size(),
          trainer.computedBy());
    }
  }

  /** Whether another training came to a better network. */
  boolean validatesWorseThan(TrainingRun other) {
    return EpochResult.BY_VALIDATION.compare(best.epoch(), other.best.epoch()) < 0;
  }

  /** A card for the network itself, before its model is written. */
  ModelCard draft() {
    return state.plan().draft().withTemperature(best.temperature());
  }

  /** Writes the model and says so. */
  void export(Console console, Classifier classifier, Path folder, TrainedCard card)
      throws IOException {
    ModelExport.write(
        classifier,
        card.of(
            classifier,
            state.plan(),
            best.temperature(),
            counts(),
            TrainedCard.metrics("bestEpoch", best.epoch())),
        folder);
    console.result(
        "Best epoch %d of %d: validation accuracy %.4f; model in %s"
            .formatted(
                best.epoch().epoch(), state.epochs(), best.epoch().validationAccuracy(), folder));
  }

  private Map<String, Object> counts() {
    Map<String, Object> counts = new LinkedHashMap<>();
    counts.put("computedBy", computedBy);
    counts.put("images", trainingImages + validationImages);
    counts.put("trainingImages", trainingImages);
    counts.put("validationImages", validationImages);
    counts.put("epochs", state.epochs());
    counts.put("steps", state.steps());
    return counts;
  }
}
