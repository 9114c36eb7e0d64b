package io.github.gradcam.video.media;

/**
 * A part of a video.
 *
 * @param from when it begins, seconds since the video's start, at least 0
 * @param to when it ends, seconds, after {@code from}; infinity for the end
 */
public record TimeRange(double from, double to) {

  /** All of it. */
  public static final TimeRange ALL = new TimeRange(0, Double.POSITIVE_INFINITY);

  /** Times in files are rounded to their ticks. */
  private static final double ROUNDING = 1e-4;

  /**
   * Checks the times.
   *
   * @throws IllegalArgumentException if the range is empty or begins before 0
   */
  public TimeRange {
    if (!(from >= 0 && to > from)) {
      throw new IllegalArgumentException(
          "Expected a part that begins at 0 s or later and ends after it begins, found %s s to %s s"
              .formatted(from, to));
    }
  }

  boolean isBefore(double seconds) {
    return from > 0 && seconds < from - ROUNDING;
  }

  boolean isAfter(double seconds) {
    return seconds >= to - ROUNDING;
  }
}
