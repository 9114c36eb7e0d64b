package io.github.gradcam.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;

/** How far a map is from the one expected. */
final class MapError {

  private MapError() {}

  /**
   * The largest difference among a share of the values, those that are least off, in parts of the
   * largest absolute value expected.
   *
   * @param share 0..1; 1 for all values
   */
  static double of(float[] found, float[] expected, double share) {
    assertThat(found).hasSameSizeAs(expected);
    double[] off = new double[found.length];
    for (int i = 0; i < off.length; i++) {
      off[i] = Math.abs((double) found[i] - expected[i]);
      assertThat(off[i]).isFinite();
    }
    Arrays.sort(off);
    return off[(int) Math.ceil(share * off.length) - 1] / peak(expected);
  }

  /** The largest absolute value. */
  static float peak(float[] values) {
    float peak = 0;
    for (float value : values) {
      peak = Math.max(peak, Math.abs(value));
    }
    return peak;
  }
}
