package io.github.gradcam.cli.option;

import static java.util.Objects.requireNonNullElse;

import com.beust.jcommander.Parameter;
import io.github.gradcam.model.kernel.Precision;
import io.github.gradcam.train.Hyperparameters;
import io.github.gradcam.train.Hyperparameters.OptimizerKind;
import io.github.gradcam.train.TeacherPlan;
import io.github.gradcam.train.TrainingPlan;
import io.github.gradcam.train.TransferPlan;
import io.github.gradcam.train.data.Augmentation;
import io.github.gradcam.train.data.ImageSet;
import io.github.gradcam.train.data.Mixing;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How to train; the card of the model that ships tells what of its training was no default. */
public final class TrainingOptions {

  /**
   * Sizes that differ by a multiple of this are padded alike by the strided layers of our
   * architectures; where crops are padded otherwise than images, the network's feature maps are
   * shifted when it is used, and accuracy is lost.
   */
  private static final int STRIDE = 32;

  @Parameter(names = "--architecture", description = "scenes or resnet18 (default: scenes)")
  private @Nullable String architecture;

  @Parameter(
      names = "--input-size",
      description =
          "Rows and columns that the finished network takes (default: 150, or what --backbone says)")
  private @Nullable Integer inputSize;

  @Parameter(
      names = "--crop-size",
      description =
          "Rows and columns of the random crops it learns from (default: --input-size less the multiple of 32 that is nearest to a quarter of it, 118 for 150)")
  private @Nullable Integer cropSize;

  @Parameter(
      names = "--epochs",
      description = "How many times each image is seen (default: 60, with --backbone 30)")
  private @Nullable Integer epochs;

  @Parameter(names = "--batch-size", description = "Images a step")
  private int batchSize = 32;

  @Parameter(
      names = "--optimizer",
      description = "adam, or sgd with Nesterov momentum 0.9 (default: sgd, with --backbone adam)")
  private @Nullable OptimizerKind optimizer;

  @Parameter(
      names = "--learning-rate",
      description =
          "Highest learning rate (default: 0.04 for sgd, 0.001 for adam; of a head 0.01, 0.002)")
  private @Nullable Float learningRate;

  @Parameter(names = "--warm-up", description = "Epochs over which the learning rate rises")
  private float warmUp = 3;

  @Parameter(
      names = "--weight-decay",
      description =
          "Decoupled decay of kernels (default: 0.004 for sgd, 0.02 for adam; of a head 0.001, 0.05)")
  private @Nullable Float weightDecay;

  @Parameter(names = "--label-smoothing", description = "Share of the target for all classes, 0..1")
  private float labelSmoothing = 0.1f;

  @Parameter(
      names = "--average-decay",
      description = "Decay of the weights' moving average; 0: none")
  private float averageDecay = 0.998f;

  @Parameter(
      names = "--min-crop",
      description =
          "Smallest share of the area in a random crop, 0..1 (default: 0.25, with --backbone 0.5)")
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
  public TrainingOptions() {}

  /** The defaults at another size, to measure. */
  public TrainingOptions(String architecture, int cropSize, Precision precision) {
    this.architecture = architecture;
    this.cropSize = cropSize;
    this.precision = precision.text();
  }

  /** Checks and collects the options for a network that learns all. */
  public TrainingPlan plan(List<String> labels, int excluded, @Nullable TeacherPlan teacher) {
    int size = requireNonNullElse(inputSize, 150);
    Mixing mixing = new Mixing(requireNonNullElse(cutMix, 0.4), requireNonNullElse(mixUp, 0.2));
    int less = STRIDE * (int) Math.rint(size / 4.0 / STRIDE);
    int crop = requireNonNullElse(cropSize, size - less);
    return plan(
        Recipe.SCRATCH, architecture(), labels, excluded, size, crop, mixing, null, teacher);
  }

  /** Checks and collects the options for a new head on a network that has learned already. */
  public TrainingPlan headPlan(ImageSet images, int size, TransferPlan transfer) {
    new GivenOptions()
        .with("--architecture", architecture)
        .with("--crop-size", cropSize)
        .with("--cutmix", cutMix)
        .with("--mixup", mixUp)
        .refuseWith("--backbone");
    return plan(
        Recipe.HEAD,
        transfer.backbone(),
        images.labels(),
        images.excluded(),
        size,
        size,
        Mixing.NONE,
        transfer,
        null);
  }

  private TrainingPlan plan(
      Recipe recipe,
      String network,
      List<String> labels,
      int excluded,
      int size,
      int crop,
      Mixing mixing,
      @Nullable TransferPlan transfer,
      @Nullable TeacherPlan teacher) {
    return new TrainingPlan(
        network,
        labels,
        size,
        crop,
        hyperparameters(recipe),
        new Augmentation(
            !noFlip,
            requireNonNullElse(minCrop, recipe.minCrop),
            shift,
            rotation,
            brightness,
            contrast),
        mixing,
        validation,
        patience,
        precision(),
        seed,
        excluded,
        transfer,
        teacher);
  }

  private Hyperparameters hyperparameters(Recipe recipe) {
    OptimizerKind kind = requireNonNullElse(optimizer, recipe.optimizer);
    return new Hyperparameters(
        kind,
        requireNonNullElse(learningRate, recipe.learningRate(kind)),
        warmUp,
        requireNonNullElse(epochs, recipe.epochs),
        batchSize,
        requireNonNullElse(weightDecay, recipe.weightDecay(kind)),
        labelSmoothing,
        averageDecay);
  }

  /** How exactly to compute. */
  public Precision precision() {
    return Precision.of(precision);
  }

  /** Rows and columns, or 0 where they are not given. */
  public int inputSize() {
    return requireNonNullElse(inputSize, 0);
  }

  /**
   * The command that repeats the training.
   *
   * @param data of the training, and what of it is left out, as options
   * @param network what is trained, as options
   * @param plan with the number of epochs
   */
  public String command(String data, String network, TrainingPlan plan) {
    return "gradcam train --data %s %s --epochs %d --precision %s --seed %d%s"
        .formatted(data, network, plan.hyperparameters().epochs(), precision, seed, words());
  }

  /** The others that are not as by default, as on a command line. */
  private String words() {
    TrainingOptions plain = new TrainingOptions();
    String words =
        new GivenOptions()
            .with("--input-size", inputSize)
            .with("--crop-size", cropSize)
            .with("--batch-size", other(batchSize, plain.batchSize))
            .with("--optimizer", optimizer)
            .with("--learning-rate", learningRate)
            .with("--warm-up", other(warmUp, plain.warmUp))
            .with("--weight-decay", weightDecay)
            .with("--label-smoothing", other(labelSmoothing, plain.labelSmoothing))
            .with("--average-decay", other(averageDecay, plain.averageDecay))
            .with("--min-crop", minCrop)
            .with("--shift", other(shift, plain.shift))
            .with("--rotation", other(rotation, plain.rotation))
            .with("--brightness", other(brightness, plain.brightness))
            .with("--contrast", other(contrast, plain.contrast))
            .with("--cutmix", cutMix)
            .with("--mixup", mixUp)
            .with("--validation", other(validation, plain.validation))
            .with("--patience", other(patience, plain.patience))
            .words();
    return (words.isEmpty() ? "" : " " + words) + (noFlip ? " --no-flip" : "");
  }

  private static <T> @Nullable T other(T value, T byDefault) {
    return value.equals(byDefault) ? null : value;
  }

  /**
   * Says what is wrong with the crops of a plan.
   *
   * @return nothing where they are padded as the input is
   */
  public static Optional<String> doubt(TrainingPlan plan) {
    int size = plan.inputSize();
    int rest = Math.floorMod(size - plan.cropSize(), STRIDE);
    if (rest == 0) {
      return Optional.empty();
    }
    int larger = plan.cropSize() + rest;
    return Optional.of(
        "Strided layers pad crops of %d px otherwise than the input of %d px, which costs accuracy; --crop-size %d is padded alike"
            .formatted(plan.cropSize(), size, larger));
  }

  private String architecture() {
    return requireNonNullElse(architecture, "scenes");
  }
}
