package io.github.gradcam.explain.method;

/** Scores as shares of 1: exp(s_k) / sum of exp(s). */
final class Softmax {

  private Softmax() {}

  static float[] of(float[] scores) {
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
