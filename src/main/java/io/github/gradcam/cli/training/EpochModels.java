package io.github.gradcam.cli.training;

import io.github.gradcam.cli.console.Console;
import io.github.gradcam.cli.console.Messages;
import io.github.gradcam.explain.export.ModelExport;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.layer.WeightArray;
import io.github.gradcam.train.EpochResult;
import io.github.gradcam.train.TrainingPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Keeps the network after each n-th epoch as a model, so that two epochs can be compared.
 *
 * @param console is told where they are
 * @param every epochs from one model to the next; 0 for none
 * @param run the folder of the training
 * @param plan of the training
 * @param card what their cards say
 * @param network makes a classifier of weights, to be closed here
 */
record EpochModels(
    Console console,
    int every,
    Path run,
    TrainingPlan plan,
    TrainedCard card,
    Function<Map<String, WeightArray>, Classifier> network) {

  /**
   * Keeps the network of an epoch, if it is one of those. Its probabilities are not calibrated.
   *
   * @param result of the epoch
   * @param weights that it learned
   */
  void learned(EpochResult result, Supplier<Map<String, WeightArray>> weights) {
    if (every == 0 || result.epoch() % every != 0) {
      return;
    }
    Path folder = run.resolve("models").resolve("epoch-%04d".formatted(result.epoch()));
    Map<String, Object> metrics = TrainedCard.metrics("epoch", result);
    try (Classifier classifier = network.apply(weights.get())) {
      ModelExport.write(classifier, card.of(classifier, plan, 1, Map.of(), metrics), folder);
    } catch (IOException e) {
      throw new UncheckedIOException(
          new IOException(
              "Expected to write the model of epoch %d to %s: %s"
                  .formatted(result.epoch(), folder, Messages.of(e)),
              e));
    }
    console.note("model of epoch %d in %s".formatted(result.epoch(), folder));
  }
}
