package io.github.gradcam.cli;

import com.beust.jcommander.Parameter;
import io.github.gradcam.model.Precision;
import io.github.gradcam.train.Augmentation;
import io.github.gradcam.train.Hyperparameters;
import io.github.gradcam.train.Hyperparameters.OptimizerKind;
import io.github.gradcam.train.Mixing;
import io.github.gradcam.train.TrainingPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How to train; the defaults are those that trained the model that ships. */
final class TrainingOptions {

  @Parameter(names = "--architecture", description = "scenes or resnet18")
  private String architecture = "scenes";

  @Parameter(
      names = "--input-size",
      description = "Rows and columns that the finished network takes")
  private int inputSize = 150;

  @Parameter(
      names = "--crop-size",
      description = "Rows and columns of the random crops it learns from (0: 3/4 of --input-size)")
  private int cropSize;

  @Parameter(names = "--epochs", description = "How many times each image is seen")
  private int epochs = 60;

  @Parameter(names = "--batch-size", description = "Images a step")
  private int batchSize = 32;

  @Parameter(names = "--optimizer", description = "adam, or sgd with Nesterov momentum 0.9")
  private OptimizerKind optimizer = OptimizerKind.SGD;

  @Parameter(
      names = "--learning-rate",
      description = "Highest learning rate (default: 0.04 for sgd, 0.001 for adam)")
  private @Nullable Float learningRate;

  @Parameter(names = "--warm-up", description = "Epochs over which the learning rate rises")
  private float warmUp = 3;

  @Parameter(
      names = "--weight-decay",
      description = "Decoupled decay of kernels (default: 0.004 for sgd, 0.02 for adam)")
  private @Nullable Float weightDecay;

  @Parameter(names = "--label-smoothing", description = "Share of the target for all classes, 0..1")
  private float labelSmoothing = 0.1f;

  @Parameter(
      names = "--average-decay",
      description = "Decay of the weights' moving average; 0: none")
  private float averageDecay = 0.998f;

  @Parameter(
      names = "--min-crop",
      description = "Smallest share of the area in a random crop, 0..1")
  private double minCrop = 0.35;

  @Parameter(names = "--shift", description = "Largest shift, as a share of the side")
  private double shift;

  @Parameter(names = "--rotation", description = "Largest rotation in degrees")
  private double rotation = 10;

  @Parameter(
      names = "--brightness",
      description = "Largest change of brightness, as a share of white")
  private double brightness = 0.2;

  @Parameter(names = "--contrast", description = "Largest relative change of contrast")
  private double contrast = 0.3;

  @Parameter(names = "--no-flip", description = "Do not mirror images left to right")
  private boolean noFlip;

  @Parameter(names = "--cutmix", description = "Share of batches changed by CutMix, 0..1")
  private double cutMix = 0.4;

  @Parameter(names = "--mixup", description = "Share of batches changed by mixup, 0..1")
  private double mixUp = 0.2;

  @Parameter(names = "--validation", description = "Share of each class held back, 0..1")
  private double validation = 0.05;

  @Parameter(
      names = "--patience",
      description = "Stop after so many epochs without a better validation; 0: never")
  private int patience;

  @Parameter(names = "--precision", description = "float32, or mixed for 16-bit convolutions")
  private String precision = "float32";

  @Parameter(names = "--seed", description = "Seed of weights, order, split and augmentation")
  private long seed = 1;

  /** The defaults. */
  TrainingOptions() {}

  /** The defaults at another size, to measure. */
  TrainingOptions(String architecture, int cropSize, Precision precision) {
    this.architecture = architecture;
    this.cropSize = cropSize;
    this.precision = precision.name().toLowerCase(Locale.ROOT);
  }

  /** Checks and collects the options. */
  TrainingPlan plan(List<String> labels) {
    boolean sgd = optimizer == OptimizerKind.SGD;
    Hyperparameters hyperparameters =
        new Hyperparameters(
            optimizer,
            learningRate != null ? learningRate : sgd ? 0.04f : 0.001f,
            warmUp,
            epochs,
            batchSize,
            weightDecay != null ? weightDecay : sgd ? 0.004f : 0.02f,
            labelSmoothing,
            averageDecay);
    return new TrainingPlan(
        architecture,
        labels,
        inputSize,
        cropSize > 0 ? cropSize : inputSize * 3 / 4,
        hyperparameters,
        new Augmentation(!noFlip, minCrop, shift, rotation, brightness, contrast),
        new Mixing(cutMix, mixUp),
        validation,
        patience,
        Precision.of(precision),
        seed);
  }

  /** The command that repeats the training where the other options are left as they are. */
  String command(Path data) {
    return "gradcam train --data %s --architecture %s --epochs %d --precision %s --seed %d"
        .formatted(data, architecture, epochs, precision, seed);
  }
}
