package io.github.gradcam.video.media;

/**
 * An exact quotient, such as 30000/1001 frames a second.
 *
 * @param numerator above the line
 * @param denominator below the line, not 0
 */
public record Ratio(int numerator, int denominator) {

  /** Seconds in which one microsecond is 1. */
  public static final Ratio MICROSECONDS = new Ratio(1, 1_000_000);

  /**
   * Checks the denominator.
   *
   * @throws IllegalArgumentException if the denominator is 0
   */
  public Ratio {
    if (denominator == 0) {
      throw new IllegalArgumentException("Expected a denominator other than 0");
    }
  }

  /** {@return the quotient} */
  public double value() {
    return (double) numerator / denominator;
  }

  /**
   * One over it.
   *
   * @return the inverse
   * @throws IllegalArgumentException if this is 0
   */
  @SuppressWarnings("ArgumentSelectionDefectChecker") // they are swapped on purpose
  public Ratio inverse() {
    return new Ratio(denominator, numerator);
  }

  @Override
  public String toString() {
    return numerator + "/" + denominator;
  }
}
