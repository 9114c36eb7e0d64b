package io.github.gradcam.explain.method;

/** The mean of samples, value by value. */
final class MeanRow {

  private MeanRow() {}

  static float[] of(float[][] rows) {
    double[] sums = new double[rows[0].length];
    for (float[] row : rows) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += row[i];
      }
    }
    float[] means = new float[sums.length];
    for (int i = 0; i < means.length; i++) {
      means[i] = (float) (sums[i] / rows.length);
    }
    return means;
  }
}
