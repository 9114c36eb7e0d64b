package io.github.gradcam.train;

import java.util.function.DoubleUnaryOperator;

/**
 * Temperature scaling (Guo et al., ICML 2017, arXiv:1706.04599): dividing the logits by one number
 * T, fitted on images held back, makes the probabilities honest and changes no decision and no map.
 */
public final class Temperature {

  private static final double LOWEST = 0.05;
  private static final double HIGHEST = 20;
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
  private static final int STEPS = 60;

  private Temperature() {}

  /**
   * Finds the T whose probabilities have the least cross-entropy.
   *
   * @param logits [N][classes]
   * @param labels N class indexes
   * @return 0.05 to 20
   */
  static double fit(float[][] logits, int[] labels) {
    DoubleUnaryOperator loss = log -> crossEntropy(logits, labels, Math.exp(log));
    double low = Math.log(LOWEST);
    double high = Math.log(HIGHEST);
    for (int i = 0; i < STEPS; i++) {
      double left = high - GOLDEN * (high - low);
      double right = low + GOLDEN * (high - low);
      if (loss.applyAsDouble(left) < loss.applyAsDouble(right)) {
        high = right;
      } else {
        low = left;
      }
    }
    return Math.exp((low + high) / 2);
  }

  /** The mean of -log softmax(logits / T) at the labels. */
  public static double crossEntropy(float[][] logits, int[] labels, double temperature) {
    double sum = 0;
    for (int i = 0; i < labels.length; i++) {
      double highest = Double.NEGATIVE_INFINITY;
      for (float logit : logits[i]) {
        highest = Math.max(highest, logit / temperature);
      }
      double total = 0;
      for (float logit : logits[i]) {
        total += Math.exp(logit / temperature - highest);
      }
      sum += Math.log(total) + highest - logits[i][labels[i]] / temperature;
    }
    return sum / labels.length;
  }
}
