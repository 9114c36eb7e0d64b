package io.github.gradcam.video.live;

import java.time.Duration;

/**
 * How long a live view waits for what.
 *
 * @param silence after which a source that gives no frame counts as lost
 * @param retry between tries to open a source that was lost
 * @param patience after which a view that nobody watches gives up a source that was lost
 * @param duration after which the view ends by itself; 0 for never
 */
public record LiveTimes(Duration silence, Duration retry, Duration patience, Duration duration) {

  /** Lost after 5 s, tried every second, given up after 30 s, without an end. */
  public static final LiveTimes DEFAULT =
      new LiveTimes(
          Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ZERO);

  /**
   * Checks the times.
   *
   * @throws IllegalArgumentException if one is negative, or the silence 0
   */
  public LiveTimes {
    if (silence.isNegative()
        || silence.isZero()
        || retry.isNegative()
        || patience.isNegative()
        || duration.isNegative()) {
      throw new IllegalArgumentException(
          "Expected times of 0 s or more, found silence %s, retry %s, patience %s, duration %s"
              .formatted(silence, retry, patience, duration));
    }
  }

  /**
   * The same with another end.
   *
   * @param newPatience see above
   * @param newDuration see above
   * @return the times
   */
  public LiveTimes with(Duration newPatience, Duration newDuration) {
    return new LiveTimes(silence, retry, newPatience, newDuration);
  }
}
