package io.github.gradcam.train;

import java.util.Comparator;

/**
 * One row of the history.
 *
 * @param epoch counted from 1
 * @param learningRate at the end of the epoch
 * @param loss mean training loss, on augmented images and smoothed targets
 * @param accuracy share of the labelled training images whose largest target was predicted, 0..1
 * @param validationLoss mean cross-entropy of the validation images
 * @param validationAccuracy share of validation images predicted right, 0..1
 * @param imagesPerSecond training images a second
 * @param waitShare share of the training time that the network waited for images, 0..1
 * @param seconds wall time of the epoch, validation included
 */
public record EpochResult(
    int epoch,
    double learningRate,
    double loss,
    double accuracy,
    double validationLoss,
    double validationAccuracy,
    double imagesPerSecond,
    double waitShare,
    double seconds) {

  /** The better the later: a higher accuracy of the validation, then a lower loss of it. */
  public static final Comparator<EpochResult> BY_VALIDATION =
      Comparator.comparingDouble(EpochResult::validationAccuracy)
          .thenComparing(EpochResult::validationLoss, Comparator.reverseOrder());
}
