package io.github.gradcam.evaluate;

import java.util.List;

/**
 * Expected calibration error: how far confidence is from accuracy.
 *
 * <p>Guo, Pleiss, Sun and Weinberger, "On Calibration of Modern Neural Networks", ICML 2017
 * (arXiv:1706.04599), equation 3:
 *
 * <pre>ECE = sum over m of |B_m| / n * |acc(B_m) - conf(B_m)|</pre>
 *
 * <p>B_m holds the predictions whose confidence lies in ((m - 1) / M, m / M]; acc is the share of
 * them that is right, conf their mean confidence, n the number of predictions and M of bins.
 */
public final class CalibrationError {

  private CalibrationError() {}

  /**
   * Measures it.
   *
   * @param predictions at least one
   * @param bins M, how many equal bins 0..1 is cut into, at least 1
   * @return the error, 0 (perfect) to 1
   * @throws IllegalArgumentException if there is no prediction or no bin
   */
  public static double expected(List<Prediction> predictions, int bins) {
    if (predictions.isEmpty() || bins < 1) {
      throw new IllegalArgumentException(
          "Expected at least 1 prediction and 1 bin, found %d and %d"
              .formatted(predictions.size(), bins));
    }
    double[] surplus = new double[bins]; // sum over the bin of confidence - correct
    for (Prediction prediction : predictions) {
      double confidence = prediction.confidence();
      surplus[bin(confidence, bins)] += confidence - (prediction.correct() ? 1 : 0);
    }
    double error = 0;
    for (double difference : surplus) {
      error += Math.abs(difference);
    }
    return error / predictions.size();
  }

  /**
   * Finds the bin of a confidence.
   *
   * @param confidence 0..1
   * @param bins M, how many equal bins 0..1 is cut into, at least 1
   * @return m - 1 of ((m - 1) / M, m / M]; the first for 0
   */
  public static int bin(double confidence, int bins) {
    int bin = (int) Math.ceil(confidence * bins) - 1;
    return Math.min(Math.max(bin, 0), bins - 1);
  }
}
