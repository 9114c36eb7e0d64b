package io.github.gradcam.report.dataset;

/**
 * A number with the interval that it lies in.
 *
 * @param value the estimate
 * @param low lower end of its 95 % interval
 * @param high upper end
 */
public record Estimate(double value, double low, double high) {

  /**
   * Checks the three numbers.
   *
   * @throws IllegalArgumentException if one is not finite, or low is above high
   */
  public Estimate {
    if (!Double.isFinite(value) || !Double.isFinite(low) || !Double.isFinite(high) || low > high) {
      throw new IllegalArgumentException(
          "Expected finite numbers and low at most high, found %s in %s to %s"
              .formatted(value, low, high));
    }
  }
}
