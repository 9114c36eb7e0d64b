package io.github.gradcam.serve.http;

import java.time.Duration;

/** When a client no longer waits: after some time, or when it went away. Safe for threads. */
public final class Deadline {

  private final long end;
  private volatile boolean gone;

  private Deadline(long end) {
    this.end = end;
  }

  /**
   * Begins to count.
   *
   * @param time from now on
   * @return the deadline
   */
  public static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  /** Says that nobody waits any more. */
  public void giveUp() {
    gone = true;
  }

  /** {@return whether nobody waits any more} */
  public boolean isOver() {
    return gone || System.nanoTime() - end >= 0;
  }
}
