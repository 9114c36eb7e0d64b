package io.github.gradcam.serve.http;

import java.util.concurrent.atomic.AtomicLong;

/** A quarter of the Java heap for what requests hold while they wait; safe for threads. */
public final class HeapShare {

  private static final int SHARE = 4;

  private final AtomicLong left = new AtomicLong(Runtime.getRuntime().maxMemory() / SHARE);

  /** All of it is free. */
  public HeapShare() {}

  /**
   * Takes a part, if there is as much.
   *
   * @param bytes how much, at least 0
   * @return whether it was taken; what was is to be given back
   */
  public boolean tryTake(long bytes) {
    boolean enough = left.addAndGet(-bytes) >= 0;
    if (!enough) {
      left.addAndGet(bytes);
    }
    return enough;
  }

  /**
   * Gives back what was taken.
   *
   * @param bytes how much
   */
  public void giveBack(long bytes) {
    left.addAndGet(bytes);
  }
}
