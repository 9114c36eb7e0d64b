package io.github.gradcam.video;

import java.util.concurrent.atomic.LongAdder;

/** Adds up how long a stage works, over all its threads. */
final class StageClock {

  private final LongAdder nanos = new LongAdder();

  /** Adds the time since a moment of {@link System#nanoTime}. */
  void addSince(long start) {
    nanos.add(System.nanoTime() - start);
  }

  double seconds() {
    return nanos.sum() / 1e9;
  }
}
