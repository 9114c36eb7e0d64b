package io.github.gradcam.cli;

import com.beust.jcommander.Parameter;
import io.github.gradcam.model.Precision;
import io.github.gradcam.train.Augmentation;
import io.github.gradcam.train.Hyperparameters;
import io.github.gradcam.train.Hyperparameters.OptimizerKind;
import io.github.gradcam.train.Mixing;
import io.github.gradcam.train.TrainingPlan;
import io.github.gradcam.train.TransferPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How to train; the defaults are those that trained the model that ships. */
final class TrainingOptions {

  @Parameter(names = "--architecture", description = "scenes or resnet18 (default: scenes)")
  private @Nullable String architecture;

  @Parameter(
      names = "--input-size",
      description =
          "Rows and columns that the finished network takes (default: 150, or what --backbone says)")
  private @Nullable Integer inputSize;

  @Parameter(
      names = "--crop-size",
      description = "Rows and columns of the random crops it learns from (0: 3/4 of --input-size)")
  private int cropSize;

  @Parameter(
      names = "--epochs",
      description = "How many times each image is seen (default: 60, or 30 by a new head)")
  private @Nullable Integer epochs;

  @Parameter(names = "--batch-size", description = "Images a step")
  private int batchSize = 32;

  @Parameter(
      names = "--optimizer",
      description = "adam, or sgd with Nesterov momentum 0.9 (default: sgd, with --backbone adam)")
  private @Nullable OptimizerKind optimizer;

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
  private @Nullable Double minCrop;

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

  @Parameter(
      names = "--cutmix",
      description = "Share of batches changed by CutMix, 0..1 (default: 0.4)")
  private @Nullable Double cutMix;

  @Parameter(
      names = "--mixup",
      description = "Share of batches changed by mixup, 0..1 (default: 0.2)")
  private @Nullable Double mixUp;

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

  /** Checks and collects the options for a network that learns all. */
  TrainingPlan plan(List<String> labels) {
    OptimizerKind kind = or(optimizer, OptimizerKind.SGD);
    boolean sgd = kind == OptimizerKind.SGD;
    Hyperparameters hyperparameters =
        new Hyperparameters(
            kind,
            or(learningRate, sgd ? 0.04f : 0.001f),
            warmUp,
            or(epochs, 60),
            batchSize,
            or(weightDecay, sgd ? 0.004f : 0.02f),
            labelSmoothing,
            averageDecay);
    int size = or(inputSize, 150);
    return new TrainingPlan(
        architecture(),
        labels,
        size,
        cropSize > 0 ? cropSize : size * 3 / 4,
        hyperparameters,
        augmentation(0.35),
        new Mixing(or(cutMix, 0.4), or(mixUp, 0.2)),
        validation,
        patience,
        precision(),
        seed,
        null);
  }

  /** Checks and collects the options for a new head on a network that stays as it is. */
  TrainingPlan headPlan(List<String> labels, int size, TransferPlan transfer) {
    OptimizerKind kind = or(optimizer, OptimizerKind.ADAM);
    Hyperparameters hyperparameters =
        new Hyperparameters(
            kind,
            or(learningRate, kind == OptimizerKind.SGD ? 0.1f : 0.002f),
            warmUp,
            or(epochs, 30),
            batchSize,
            or(weightDecay, kind == OptimizerKind.SGD ? 0.001f : 0.05f),
            labelSmoothing,
            averageDecay);
    return new TrainingPlan(
        transfer.backbone(),
        labels,
        size,
        size,
        hyperparameters,
        augmentation(0.5),
        Mixing.NONE,
        validation,
        patience,
        precision(),
        seed,
        transfer);
  }

  private Augmentation augmentation(double smallest) {
    return new Augmentation(!noFlip, or(minCrop, smallest), shift, rotation, brightness, contrast);
  }

  /** The name of one of the project's own networks. */
  private String architecture() {
    return or(architecture, "scenes");
  }

  /** Refuses what has no meaning for a network that has learned already. */
  void checkWithBackbone() {
    refuse("--architecture", architecture);
    refuse("--crop-size", cropSize > 0 ? cropSize : null);
    refuse("--cutmix", cutMix);
    refuse("--mixup", mixUp);
  }

  private static void refuse(String option, @Nullable Object value) {
    if (value != null) {
      throw new UsageException(
          "Expected no %s with --backbone, found %s; leave one of them out"
              .formatted(option, value));
    }
  }

  Precision precision() {
    return Precision.of(precision);
  }

  /** Rows and columns, or 0 where they are not given. */
  int inputSize() {
    return or(inputSize, 0);
  }

  private static <T> T or(@Nullable T given, T otherwise) {
    return given == null ? otherwise : given;
  }

  /**
   * The command that repeats the training where the other options are left as they are.
   *
   * @param data of the training
   * @param backbone options for a network that has learned already; empty for one of the project's
   */
  String command(Path data, String backbone) {
    return "gradcam train --data %s %s%s --precision %s --seed %d"
        .formatted(
            data,
            backbone.isEmpty() ? "--architecture " + architecture() : backbone,
            epochs == null && !backbone.isEmpty() ? "" : " --epochs " + or(epochs, 60),
            precision,
            seed);
  }
}
