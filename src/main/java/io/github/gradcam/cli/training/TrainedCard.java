package io.github.gradcam.cli.training;

import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.Endpoints;
import io.github.gradcam.model.HeatmapLayer;
import io.github.gradcam.model.ModelCard;
import io.github.gradcam.report.Version;
import io.github.gradcam.train.EpochResult;
import io.github.gradcam.train.TrainingPlan;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the card of a trained model says that is known before the training.
 *
 * @param command that repeats the training
 * @param teacherCommand that trained the teacher, where it is known
 * @param preprocessing what the model itself does with the pixels, in words
 * @param parameters how many numbers the model holds
 * @param network the ends of a network that is none of the project's own architectures, else null
 */
public record TrainedCard(
    String command,
    Optional<String> teacherCommand,
    String preprocessing,
    long parameters,
    @Nullable Endpoints network) {

  /**
   * Adds what the training found.
   *
   * @param classifier the network
   * @param plan of the training
   * @param temperature what its logits are divided by
   * @param counts of the training, by name
   * @param metrics what it reached, by name
   * @return the card
   */
  public ModelCard of(
      Classifier classifier,
      TrainingPlan plan,
      double temperature,
      Map<String, Object> counts,
      Map<String, Object> metrics) {
    Map<String, Object> training = new LinkedHashMap<>();
    training.put("command", command);
    teacherCommand.ifPresent(words -> training.put("teacherCommand", words));
    training.putAll(counts);
    training.put("plan", plan);
    return new ModelCard(
        "gradcam " + Version.text(),
        plan.architecture(),
        plan.labels(),
        plan.inputSize(),
        temperature,
        preprocessing,
        parameters,
        classifier.layers().stream().map(HeatmapLayer::name).toList(),
        training,
        metrics,
        network);
  }

  /**
   * What an epoch reached, by name.
   *
   * @param number what its number is called
   * @param epoch which
   * @return its number, and accuracy and loss of the images held back
   */
  public static Map<String, Object> metrics(String number, EpochResult epoch) {
    Map<String, Object> metrics = new LinkedHashMap<>();
    metrics.put(number, epoch.epoch());
    metrics.put("validationAccuracy", epoch.validationAccuracy());
    metrics.put("validationLoss", epoch.validationLoss());
    return metrics;
  }
}
