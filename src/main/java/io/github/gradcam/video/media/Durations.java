package io.github.gradcam.video.media;

import java.util.concurrent.TimeUnit;

/** Counts durations to the millisecond, in the same memory however many there are. */
public final class Durations {

  /** Longer ones are counted as this long, but for the longest. */
  private static final int MOST_MILLIS = 10_000;

  private final long[] counts = new long[MOST_MILLIS + 1];
  private long count;
  private long longest;

  public void add(long nanos) {
    long millis = TimeUnit.NANOSECONDS.toMillis(Math.max(0, nanos));
    counts[(int) Math.min(millis, MOST_MILLIS)]++;
    count++;
    longest = Math.max(longest, nanos);
  }

  public long count() {
    return count;
  }

  /**
   * Seconds that a share of the durations, 0..1, does not exceed, to 1 ms; 0 where there are none.
   */
  public double quantile(double share) {
    long before = 0;
    for (int millis = 0; millis < counts.length; millis++) {
      before += counts[millis];
      if (before > 0 && before >= share * count) {
        return (millis + 0.5) / 1e3;
      }
    }
    return 0;
  }

  /** Seconds of the longest; 0 where there are none. */
  public double longest() {
    return longest / 1e9;
  }
}
