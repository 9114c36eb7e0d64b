package io.github.gradcam.cli;

import io.github.gradcam.cli.console.Console;
import io.github.gradcam.cli.training.EpochMaps;
import io.github.gradcam.explain.export.ModelExport;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.Endpoints;
import io.github.gradcam.model.HeatmapLayer;
import io.github.gradcam.model.ModelCard;
import io.github.gradcam.report.Version;
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
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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

  /** Trains, with a report in a folder and, where they are wanted, maps of epochs. */
  static TrainingRun of(
      Console console,
      Path folder,
      TrainingPlan plan,
      @Nullable EpochMaps maps,
      Function<TrainingListener, Trainer> begin)
      throws IOException {
    Files.createDirectories(folder);
    try (TrainingReport report = new TrainingReport(console, folder, plan, maps);
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

  /**
   * Writes the model and says so.
   *
   * @param command that repeats the training
   * @param teacherCommand that trained the teacher, where it is known
   */
  void export(
      Console console,
      Classifier classifier,
      Path folder,
      String command,
      Optional<String> teacherCommand,
      String preprocessing,
      long parameters,
      @Nullable Endpoints network)
      throws IOException {
    TrainingPlan plan = state.plan();
    ModelCard card =
        new ModelCard(
            "gradcam " + Version.text(),
            plan.architecture(),
            plan.labels(),
            plan.inputSize(),
            best.temperature(),
            preprocessing,
            parameters,
            classifier.layers().stream().map(HeatmapLayer::name).toList(),
            training(command, teacherCommand),
            metrics(),
            network);
    ModelExport.write(classifier, card, folder);
    console.result(
        "Best epoch %d of %d: validation accuracy %.4f; model in %s"
            .formatted(
                best.epoch().epoch(), state.epochs(), best.epoch().validationAccuracy(), folder));
  }

  private Map<String, Object> training(String command, Optional<String> teacherCommand) {
    Map<String, Object> training = new LinkedHashMap<>();
    training.put("command", command);
    teacherCommand.ifPresent(words -> training.put("teacherCommand", words));
    training.put("computedBy", computedBy);
    training.put("images", trainingImages + validationImages);
    training.put("trainingImages", trainingImages);
    training.put("validationImages", validationImages);
    training.put("epochs", state.epochs());
    training.put("steps", state.steps());
    training.put("plan", state.plan());
    return training;
  }

  private Map<String, Object> metrics() {
    EpochResult epoch = best.epoch();
    Map<String, Object> metrics = new LinkedHashMap<>();
    metrics.put("bestEpoch", epoch.epoch());
    metrics.put("validationAccuracy", epoch.validationAccuracy());
    metrics.put("validationLoss", epoch.validationLoss());
    return metrics;
  }
}
