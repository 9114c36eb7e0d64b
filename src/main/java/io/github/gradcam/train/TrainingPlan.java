package io.github.gradcam.train;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.gradcam.model.ModelCard;
import io.github.gradcam.model.kernel.Precision;
import io.github.gradcam.train.data.Augmentation;
import io.github.gradcam.train.data.BatchShape;
import io.github.gradcam.train.data.ImageSet;
import io.github.gradcam.train.data.Mixing;
import io.github.gradcam.train.data.StratifiedSplit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that decides how a training goes; stored with its checkpoints, so that a resumed
 * training is the one that was begun.
 *
 * @param architecture the name of the network's plan
 * @param labels the classes in index order
 * @param inputSize rows and columns of the images that the finished network takes
 * @param cropSize rows and columns of the crops it learns from
 * @param hyperparameters optimizer, rates and sizes
 * @param augmentation the random changes to each image
 * @param mixing the random pairing of images
 * @param validationFraction the share of each class held back, above 0 and below 1
 * @param patience epochs without a better validation after which training stops; 0 never stops
 *     early
 * @param precision how exactly the steps compute
 * @param seed of the first weights, the order, the split and all random changes
 * @param excluded images of the data that were left out on request
 * @param transfer where a network that has learned already comes from; null where all is learned
 * @param teacher whose answers are learned from too; null where there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record TrainingPlan(
    String architecture,
    List<String> labels,
    int inputSize,
    int cropSize,
    Hyperparameters hyperparameters,
    Augmentation augmentation,
    Mixing mixing,
    double validationFraction,
    int patience,
    Precision precision,
    long seed,
    int excluded,
    @Nullable TransferPlan transfer,
    @Nullable TeacherPlan teacher) {

  /**
   * Checks the sizes.
   *
   * @throws IllegalArgumentException if there are fewer than two classes or a number is out of
   *     range
   */
  public TrainingPlan {
    labels = List.copyOf(labels);
    if (labels.size() < 2) {
      throw new IllegalArgumentException("Expected at least 2 classes, found " + labels);
    }
    BatchShape.checkPositive("pixels a side of the input", inputSize);
    BatchShape.checkPositive("pixels a side of the crop", cropSize);
    if (patience < 0) {
      throw new IllegalArgumentException("Expected a patience of at least 0, found " + patience);
    }
  }

  /**
   * The same plan for another part of a transfer.
   *
   * @param other optimizer, rates and sizes
   * @param part of the transfer
   * @return a plan
   */
  public TrainingPlan with(Hyperparameters other, TransferPlan part) {
    return new TrainingPlan(
        architecture,
        labels,
        inputSize,
        cropSize,
        other,
        augmentation,
        mixing,
        validationFraction,
        patience,
        precision,
        seed,
        excluded,
        part,
        teacher);
  }

  /**
   * Divides labelled images.
   *
   * @param images of the training
   * @return those to learn from and those held back
   */
  public StratifiedSplit split(ImageSet images) {
    return StratifiedSplit.of(images.examples(), validationFraction, seed);
  }

  /** {@return a card for the network itself, before its model is written} */
  public ModelCard draft() {
    return ModelCard.unsaved(architecture, labels, inputSize);
  }

  /** The option that sets the learning rate. */
  String rateOption() {
    boolean tuning = transfer != null && transfer.freezeUntil() != null;
    return tuning ? "--fine-tune-learning-rate" : "--learning-rate";
  }
}
