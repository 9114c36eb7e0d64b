package io.github.gradcam.explain.method;

/** Arithmetic on vectors of numbers. */
final class VectorMath {

  private VectorMath() {}

  /** The mean of samples, value by value. */
  static float[] mean(float[][] rows) {
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

  /** Scores as shares of 1: exp(s_k) / sum of exp(s). */
  static float[] softmax(float[] scores) {
    double highest = Double.NEGATIVE_INFINITY;
    for (float score : scores) {
      highest = Math.max(highest, score);
    }
    double sum = 0;
    for (float score : scores) {
      sum += Math.exp(score - highest);
    }
    float[] shares = new float[scores.length];
    for (int k = 0; k < shares.length; k++) {
      shares[k] = (float) (Math.exp(scores[k] - highest) / sum);
    }
    return shares;
  }
}
