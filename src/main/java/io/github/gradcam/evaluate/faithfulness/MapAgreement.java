package io.github.gradcam.evaluate.faithfulness;

import java.util.Arrays;

/**
 * How far two maps rank the pixels alike: Spearman's rank correlation.
 *
 * <p>It serves the sanity check of Adebayo et al., "Sanity Checks for Saliency Maps", NeurIPS 2018
 * (arXiv:1810.03292): the map of the model is compared with that of the same network with random
 * weights. A method whose maps hardly change does not explain what the model has learned, so a low
 * agreement is good.
 *
 * <pre>rho = sum (r_i - m)(s_i - m) / sqrt(sum (r_i - m)^2 sum (s_i - m)^2)</pre>
 *
 * <p>r_i and s_i are the ranks of pixel i in both maps, pixels of the same heat sharing their mean
 * rank, and m is the mean rank. It lies in -1..1: 1 for the same order, 0 for none in common, -1
 * for the reverse. A constant map ranks nothing, so its agreement with any map is 0.
 */
public final class MapAgreement {

  private static final long LOW_HALF = 0xffffffffL;

  private MapAgreement() {}

  /**
   * Compares two maps, which may have any scale.
   *
   * @param a values of at least 0; NaN counts as 0
   * @param b as many values
   * @return -1..1
   * @throws IllegalArgumentException if they differ in size or are empty
   */
  public static double spearman(float[] a, float[] b) {
    if (a.length != b.length || a.length == 0) {
      throw new IllegalArgumentException(
          "Expected two maps of one size, found %d and %d values".formatted(a.length, b.length));
    }
    double[] first = centredRanks(a);
    double[] second = centredRanks(b);
    double norm = Math.sqrt(dot(first, first)) * Math.sqrt(dot(second, second));
    return norm > 0 ? dot(first, second) / norm : 0;
  }

  /** Ranks less their mean, which is (n - 1) / 2 when counted from 0. */
  private static double[] centredRanks(float[] values) {
    long[] keys = new long[values.length];
    Arrays.setAll(keys, i -> (long) bits(values[i]) << Integer.SIZE | i);
    Arrays.sort(keys);
    double[] ranks = new double[keys.length];
    for (int start = 0; start < keys.length; ) {
      int end = start;
      while (end < keys.length && keys[end] >> Integer.SIZE == keys[start] >> Integer.SIZE) {
        end++;
      }
      double rank = (start + end - 1) / 2.0 - (keys.length - 1) / 2.0;
      for (; start < end; start++) {
        ranks[(int) (keys[start] & LOW_HALF)] = rank;
      }
    }
    return ranks;
  }

  /** Bits of floats from 0 up are ordered as the floats are. */
  private static int bits(float value) {
    return Float.floatToIntBits(value > 0 ? value : 0f);
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
