package io.github.gradcam.flow;

import java.util.concurrent.atomic.LongAdder;

/** Adds up how long a stage works, over all its threads. */
public final class StageClock {

  private final LongAdder nanos = new LongAdder();

  /** Makes a clock that stands at zero. */
  public StageClock() {}

  /**
   * Adds the time since a moment.
   *
   * @param start of {@link System#nanoTime}
   */
  public void addSince(long start) {
    nanos.add(System.nanoTime() - start);
  }

  /**
   * Reads the clock.
   *
   * @return seconds so far
   */
  public double seconds() {
    return nanos.sum() / 1e9;
  }
}
