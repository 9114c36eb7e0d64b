package io.github.gradcam.explain.map;

import java.util.Arrays;

/**
 * A scale on which maps of any unit can stand side by side: how much of a map's heat lies in places
 * that are cooler. Above 0.5 lies half of a map's heat, above 0.9 a tenth.
 */
public final class HeatShares {

  private HeatShares() {}

  /**
   * Brings a map to the scale.
   *
   * @param map values of at least 0, of any scale
   * @return for each value v the sum of the values below v over the sum of all, 0..1; 0 everywhere
   *     of a map without heat
   */
  public static float[] of(float[] map) {
    float[] sorted = map.clone();
    Arrays.sort(sorted);
    double[] below = new double[sorted.length];
    double sum = 0;
    for (int i = 0; i < sorted.length; i++) {
      below[i] = i > 0 && sorted[i] == sorted[i - 1] ? below[i - 1] : sum;
      sum += sorted[i];
    }
    float[] shares = new float[map.length];
    if (sum > 0) {
      for (int i = 0; i < shares.length; i++) {
        shares[i] = (float) (below[Arrays.binarySearch(sorted, map[i])] / sum);
      }
    }
    return shares;
  }
}
