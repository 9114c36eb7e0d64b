package io.github.gradcam.evaluate.comparison;

import io.github.gradcam.evaluate.faithfulness.MapAgreement;
import java.util.Arrays;

/**
 * How far two maps of one image agree.
 *
 * @param rankCorrelation Spearman's rank correlation over all pixels, -1..1, as {@link
 *     MapAgreement} computes it; 0 where one of the maps is constant; NaN where both are
 * @param hottestTenth the intersection over union of both maps' hottest tenths, 0..1; 0 where one
 *     of the maps is blank; NaN where both are
 */
public record MapOverlap(double rankCorrelation, double hottestTenth) {

  private static final int TENTH = 10;

  /**
   * Compares two maps. The hottest tenth of a map of n values are those above 0 that are at least
   * as large as its value of rank n / 10, rounded up: with equal values it may be more than a
   * tenth.
   *
   * @param a values of at least 0
   * @param b as many values of at least 0, of any scale
   * @return how far they agree
   * @throws IllegalArgumentException if they differ in size or are empty
   */
  public static MapOverlap of(float[] a, float[] b) {
    double correlation = MapAgreement.spearman(a, b);
    boolean nothingToCompare = constant(a) && constant(b);
    return new MapOverlap(nothingToCompare ? Double.NaN : correlation, overlap(a, b));
  }

  private static double overlap(float[] a, float[] b) {
    float fromA = leastOfHottest(a);
    float fromB = leastOfHottest(b);
    int both = 0;
    int either = 0;
    for (int i = 0; i < a.length; i++) {
      boolean inA = a[i] > 0 && a[i] >= fromA;
      boolean inB = b[i] > 0 && b[i] >= fromB;
      both += inA && inB ? 1 : 0;
      either += inA || inB ? 1 : 0;
    }
    return either == 0 ? Double.NaN : (double) both / either;
  }

  private static float leastOfHottest(float[] map) {
    float[] sorted = map.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length - (sorted.length + TENTH - 1) / TENTH];
  }

  private static boolean constant(float[] map) {
    for (float value : map) {
      if (value != map[0]) {
        return false;
      }
    }
    return true;
  }
}
