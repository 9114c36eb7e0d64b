package io.github.gradcam.evaluate.causes;

import java.util.List;

/**
 * How far a group's images differ in a trait from ordinary ones of their class.
 *
 * @param trait which
 * @param difference the means' difference, in the trait's unit
 * @param deviations the largest of its numbers, in standard deviations of the ordinary images
 *     (Cohen's d, "Statistical Power Analysis for the Behavioral Sciences", 1988)
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
public record TraitDifference(GlobalTrait trait, double[] difference, double deviations) {

  /** From so many standard deviations on a difference is large, as Cohen has it. */
  public static final double LARGE = 0.8;

  /**
   * Compares images.
   *
   * @param trait what is compared
   * @param suspicion with the images
   * @return the difference
   */
  public static TraitDifference of(GlobalTrait trait, Suspicion suspicion) {
    double[][] group = values(trait, suspicion.group());
    double[][] ordinary = values(trait, suspicion.ordinary());
    double[] difference = new double[group[0].length];
    double most = 0;
    for (int k = 0; k < difference.length; k++) {
      double mean = mean(ordinary, k);
      double squares = 0;
      for (double[] each : ordinary) {
        squares += (each[k] - mean) * (each[k] - mean);
      }
      difference[k] = mean(group, k) - mean;
      double deviation = Math.sqrt(squares / Math.max(1, ordinary.length - 1));
      if (deviation > 0) {
        most = Math.max(most, Math.abs(difference[k]) / deviation);
      }
    }
    return new TraitDifference(trait, difference, most);
  }

  private static double[][] values(GlobalTrait trait, List<TrialImage> images) {
    return images.stream().map(each -> trait.of(each.image())).toArray(double[][]::new);
  }

  private static double mean(double[][] values, int k) {
    double sum = 0;
    for (double[] each : values) {
      sum += each[k];
    }
    return sum / values.length;
  }

  /** {@return whether it is worth trying} */
  public boolean large() {
    return deviations >= LARGE;
  }
}
