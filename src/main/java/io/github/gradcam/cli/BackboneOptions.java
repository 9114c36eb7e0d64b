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
import java.util.List;
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
      description = "For a .pb: none, tf, caffe, torch, or such as bgr:104,117,123")
  private String preprocess = "none";

  @Parameter(
      names = "--layer",
      description = "The layer of the backbone on whose averages a new head stands; auto: its last")
  private String layer = "auto";

  @Parameter(
      names = "--freeze-until",
      description = "Let the layers after this one learn too, once the head has")
  private @Nullable String freezeUntil;

  @Parameter(
      names = "--views",
      description = "Versions of each image to learn from: itself, and random changes of it")
  private int views = 4;

  @Parameter(names = "--dropout", description = "Share of the averages left out at a step, 0..1")
  private float dropout = 0.2f;

  @Parameter(
      names = "--fine-tune-epochs",
      description = "How many times each image is seen by the layers after --freeze-until")
  private int epochs = 10;

  @Parameter(
      names = "--fine-tune-learning-rate",
      description = "Highest learning rate of the layers after --freeze-until")
  private float learningRate = 1e-4f;

  /** Whether there is one. */
  boolean given() {
    return backbone != null;
  }

  Path path() {
    return java.util.Objects.requireNonNull(backbone, "--backbone");
  }

  /** The last layer that stays as it is, if others may change. */
  @Nullable String freezeUntil() {
    return freezeUntil;
  }

  String layer() {
    return layer;
  }

  /** Loads it, the caller's to close. */
  Classifier load(int inputSize, Precision precision) {
    if (logits == null) {
      throw new ModelException(
          "Expected --logits with the frozen graph %s, found none; give the op before the softmax"
              .formatted(backbone));
    }
    Normalization normalization = UsageException.checked(() -> Normalization.parse(preprocess));
    return new GraphFile(path(), input, logits, inputSize, normalization, List.of())
        .load(Execution.of(precision));
  }

  /** What the training of the head takes from it. */
  TransferPlan transfer(String layerName) throws IOException {
    return new TransferPlan(
        String.valueOf(path().getFileName()),
        FileDigest.sha256(path()),
        preprocess,
        layerName,
        null,
        views,
        dropout);
  }

  /** How the last layers are trained, after the head. */
  TrainingPlan tuning(TrainingPlan head, TransferPlan transfer, String frozen) {
    Hyperparameters of = head.hyperparameters();
    Hyperparameters low =
        new Hyperparameters(
            of.optimizer(),
            learningRate,
            1,
            epochs,
            of.batchSize(),
            of.weightDecay(),
            of.labelSmoothing(),
            of.averageDecay());
    return head.with(low, transfer.freezingUntil(frozen));
  }
}
