package io.github.gradcam.cli;

import com.beust.jcommander.Parameter;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.Execution;
import io.github.gradcam.model.GraphFile;
import io.github.gradcam.model.ModelException;
import io.github.gradcam.model.Normalization;
import io.github.gradcam.model.Precision;
import io.github.gradcam.train.Hyperparameters;
import io.github.gradcam.train.TrainingPlan;
import io.github.gradcam.train.TransferPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which trained network to begin with, and how much of it may change. */
final class BackboneOptions {

  @Parameter(
      names = "--backbone",
      description = "A trained network, to which the classes of --data are taught")
  private @Nullable Path backbone;

  @Parameter(names = "--input", description = "For a .pb: the placeholder that takes the images")
  private @Nullable String input;

  @Parameter(names = "--logits", description = "For a .pb: the op that gives the logits")
  private @Nullable String logits;

  @Parameter(
      names = "--preprocess",
      description = "For a .pb: none (default), tf, caffe, torch, or such as bgr:104,117,123")
  private @Nullable String preprocess;

  @Parameter(
      names = "--layer",
      description =
          "The layer of the backbone on whose averages a new head stands (default: auto, the last)")
  private @Nullable String layer;

  @Parameter(
      names = "--freeze-until",
      description = "Let the layers after this one learn too, once the head has")
  private @Nullable String freezeUntil;

  @Parameter(
      names = "--views",
      description =
          "Versions of each image to learn from: itself, and random changes of it (default: 4)")
  private @Nullable Integer views;

  @Parameter(
      names = "--dropout",
      description = "Share of the averages that a step leaves out, 0..1 (default: 0.2)")
  private @Nullable Float dropout;

  @Parameter(
      names = "--fine-tune-epochs",
      description =
          "How many times each image is seen by the layers after --freeze-until (default: 10)")
  private @Nullable Integer epochs;

  @Parameter(
      names = "--fine-tune-learning-rate",
      description = "Highest learning rate of the layers after --freeze-until (default: 0.0001)")
  private @Nullable Float learningRate;

  /** Whether there is one; refuses the other options where there is none. */
  boolean given() {
    if (backbone == null) {
      refuse("--input", input);
      refuse("--logits", logits);
      refuse("--preprocess", preprocess);
      refuse("--layer", layer);
      refuse("--freeze-until", freezeUntil);
      refuse("--views", views);
      refuse("--dropout", dropout);
    }
    if (freezeUntil == null) {
      refuseWithout("--freeze-until", "--fine-tune-epochs", epochs);
      refuseWithout("--freeze-until", "--fine-tune-learning-rate", learningRate);
    }
    return backbone != null;
  }

  /** The last layer that stays as it is, if others may change. */
  @Nullable String freezeUntil() {
    return freezeUntil;
  }

  /** The layer on which the head stands. */
  String layer() {
    return or(layer, "auto");
  }

  /** Loads it, the caller's to close. */
  Classifier load(int inputSize, Precision precision) {
    if (logits == null) {
      throw new ModelException(
          "Expected --logits with the frozen graph %s, found none; give the op before the softmax"
              .formatted(backbone));
    }
    Normalization normalization = UsageException.checked(() -> Normalization.parse(pixels()));
    return new GraphFile(path(), input, logits, inputSize, normalization, List.of())
        .load(Execution.of(precision));
  }

  /** What the training of the head takes from it. */
  TransferPlan transfer(String layerName) throws IOException {
    return new TransferPlan(
        String.valueOf(path().getFileName()),
        FileDigest.sha256(path()),
        pixels(),
        layerName,
        null,
        or(views, 4),
        or(dropout, 0.2f));
  }

  /** How the last layers are trained, after the head. */
  TrainingPlan tuning(TrainingPlan head, TransferPlan transfer, String frozen) {
    Hyperparameters of = head.hyperparameters();
    Hyperparameters low =
        new Hyperparameters(
            of.optimizer(),
            or(learningRate, 1e-4f),
            1,
            or(epochs, 10),
            of.batchSize(),
            of.weightDecay(),
            of.labelSmoothing(),
            of.averageDecay());
    return head.with(low, transfer.freezingUntil(frozen));
  }

  /** The options that were given, as they were given. */
  String words() {
    Map<String, Object> given = new LinkedHashMap<>();
    given.put("--backbone", path());
    putIfGiven(given, "--input", input);
    putIfGiven(given, "--logits", logits);
    putIfGiven(given, "--preprocess", preprocess);
    putIfGiven(given, "--layer", layer);
    putIfGiven(given, "--freeze-until", freezeUntil);
    putIfGiven(given, "--views", views);
    putIfGiven(given, "--dropout", dropout);
    putIfGiven(given, "--fine-tune-epochs", epochs);
    putIfGiven(given, "--fine-tune-learning-rate", learningRate);
    return given.entrySet().stream()
        .map(option -> option.getKey() + " " + option.getValue())
        .collect(Collectors.joining(" "));
  }

  private Path path() {
    return Objects.requireNonNull(backbone, "--backbone");
  }

  private String pixels() {
    return or(preprocess, "none");
  }

  private static void putIfGiven(Map<String, Object> options, String name, @Nullable Object value) {
    if (value != null) {
      options.put(name, value);
    }
  }

  private static void refuse(String option, @Nullable Object value) {
    refuseWithout("--backbone", option, value);
  }

  private static void refuseWithout(String needed, String option, @Nullable Object value) {
    if (value != null) {
      throw new UsageException(
          "Expected %s with %s %s, found none; name one, or leave %s out"
              .formatted(needed, option, value, option));
    }
  }

  private static <T> T or(@Nullable T given, T otherwise) {
    return given == null ? otherwise : given;
  }
}
