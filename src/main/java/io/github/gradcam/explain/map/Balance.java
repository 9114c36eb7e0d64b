package io.github.gradcam.explain.map;

import java.util.List;

/**
 * What speaks for a target and what speaks against it, on one scale.
 *
 * @param against the heatmap of what speaks against it, on its own scale of 0..1
 * @param values [height][width] of the network's input in one array, row-major: -1..1, positive
 *     where a place speaks for the target
 */
@SuppressWarnings("ArrayRecordComponent") // drawn and written, never compared
public record Balance(Heatmap against, float[] values) {

  private static final float ROUNDING = 1e-5f;

  /**
   * (max(F, 0) - max(A, 0)) / max |...|, with F the evidence for and A that against; 0 where they
   * differ by no more than rounding.
   */
  public static SignedMap difference(SignedMap evidence, SignedMap against) {
    float[] values = new float[evidence.values().length];
    float peak = 0;
    float largest = 0;
    for (int i = 0; i < values.length; i++) {
      float own = Math.max(0, evidence.values()[i]);
      float other = Math.max(0, against.values()[i]);
      values[i] = own - other;
      peak = Math.max(peak, Math.abs(values[i]));
      largest = Math.max(largest, Math.max(own, other));
    }
    boolean told = peak > ROUNDING * largest;
    for (int i = 0; i < values.length; i++) {
      values[i] = told ? values[i] / peak : 0;
    }
    return new SignedMap(evidence.height(), evidence.width(), values);
  }

  /** Whether nothing is left of either sign. */
  public boolean even() {
    for (float value : values) {
      if (value != 0) {
        return false;
      }
    }
    return true;
  }

  /** The mean of the values. */
  public static float[] mean(List<Balance> balances) {
    float[] mean = new float[balances.get(0).values().length];
    for (Balance balance : balances) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += balance.values()[i] / balances.size();
      }
    }
    return mean;
  }
}
