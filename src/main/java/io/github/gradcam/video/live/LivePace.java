package io.github.gradcam.video.live;

import io.github.gradcam.video.media.Durations;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/** How fast a view goes, and how old what it shows is. */
final class LivePace {

  private static final long RECENT = TimeUnit.SECONDS.toNanos(2);

  private final Deque<Long> recent = new ArrayDeque<>();
  private final Durations ages = new Durations();
  private final Durations periods = new Durations();
  private final long begin;

  /** Begins at a time of {@link System#nanoTime()}. */
  LivePace(long begin) {
    this.begin = begin;
  }

  /**
   * A frame was shown.
   *
   * @param came when the source gave it
   * @param taken when the view took it
   * @param shown when it was seen
   */
  void shown(long came, long taken, long shown) {
    ages.add(shown - came);
    periods.add(shown - taken);
    recent.addLast(shown);
  }

  /** Frames a second over the last two, 0 where they are too few to tell. */
  double rate(long now) {
    while (!recent.isEmpty() && now - recent.getFirst() > RECENT) {
      recent.removeFirst();
    }
    if (recent.size() < 2) {
      return 0;
    }
    return (recent.size() - 1) * 1e9 / (recent.getLast() - recent.getFirst());
  }

  /** How it went until now. */
  LiveStatistics.View summary(long now) {
    return new LiveStatistics.View(
        ages.count(),
        (now - begin) / 1e9,
        ages.quantile(0.5),
        ages.longest(),
        periods.quantile(0.5),
        periods.longest());
  }
}
