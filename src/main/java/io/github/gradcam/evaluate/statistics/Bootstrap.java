package io.github.gradcam.evaluate.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Confidence intervals by resampling (Efron, "Bootstrap Methods: Another Look at the Jackknife",
 * Annals of Statistics 7, 1979): the images are drawn again with replacement, {@value #RESAMPLES}
 * times; the 2.5th and the 97.5th percentile of the means bound the 95 % interval.
 *
 * <p>It tells how far the choice of images matters. With fewer than some twenty of them it is too
 * narrow; with one it is not given.
 */
public final class Bootstrap {

  /** How often the images are drawn again. */
  public static final int RESAMPLES = 1000;

  private static final double TAIL = 0.025;

  private Bootstrap() {}

  /**
   * The mean with its interval.
   *
   * @param values one an image; NaN where nothing was measured, which is left out
   * @param seed of the resampling
   * @return the mean and its 95 % interval
   */
  public static Interval mean(double[] values, long seed) {
    double[] measured = Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
    if (measured.length < 2) {
      return measured.length == 0 ? Interval.NONE : new Interval(measured[0], null, null, 1);
    }
    return interval(
        Arrays.stream(measured).average().orElse(Double.NaN),
        resampledMeans(measured, new SplittableRandom(seed)),
        measured.length);
  }

  /**
   * The interval of what was computed of images drawn again.
   *
   * @param value of the images themselves
   * @param drawn of images drawn again, one value a draw
   * @param pictures how many images there are
   * @return the value and its 95 % interval
   */
  public static Interval interval(double value, double[] drawn, int pictures) {
    double[] sorted = drawn.clone();
    Arrays.sort(sorted);
    return new Interval(value, percentile(sorted, TAIL), percentile(sorted, 1 - TAIL), pictures);
  }

  /**
   * The mean of a - b over the same images. Pairing takes out what makes an image easy or hard for
   * both.
   *
   * @param a one value an image; NaN where nothing was measured
   * @param b those of the other, in the same order of images
   * @param seed of the resampling
   * @return the mean difference and its 95 % interval, over the images that have both
   * @throws IllegalArgumentException if they differ in length
   */
  public static Interval difference(double[] a, double[] b, long seed) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(
          "Expected values for the same images, found %d and %d".formatted(a.length, b.length));
    }
    double[] differences = new double[a.length];
    Arrays.setAll(differences, i -> a[i] - b[i]);
    return mean(differences, seed);
  }

  private static double[] resampledMeans(double[] values, SplittableRandom random) {
    double[] means = new double[RESAMPLES];
    for (int resample = 0; resample < RESAMPLES; resample++) {
      double sum = 0;
      for (int i = 0; i < values.length; i++) {
        sum += values[random.nextInt(values.length)];
      }
      means[resample] = sum / values.length;
    }
    return means;
  }

  /** Between the two nearest of the sorted values, linearly. */
  private static double percentile(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
