package io.github.gradcam.video.live;

import io.github.gradcam.video.media.LiveFrame;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Hands the newest frame from the thread that captures to the one that shows. There is room for
 * one: a frame that nobody took before the next one came is stale, and is dropped.
 */
final class LatestFrame implements AutoCloseable {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private @Nullable LiveFrame newest;
  private long dropped;
  private boolean closed;

  /** Puts a frame, in place of one that was not taken; after closing it is released at once. */
  void put(LiveFrame frame) {
    lock.lock();
    try {
      LiveFrame stale = closed ? frame : newest;
      if (stale != null) {
        stale.close();
        dropped += closed ? 0 : 1;
      }
      newest = closed ? null : frame;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes the newest frame, and waits for one where there is none.
   *
   * @param nanos how long at most
   * @return the caller's to close; null where none came in that time, and once this is closed
   * @throws InterruptedException if the thread was interrupted while it waited
   */
  @Nullable LiveFrame take(long nanos) throws InterruptedException {
    lock.lock();
    try {
      for (long left = nanos; newest == null && !closed && left > 0; ) {
        left = changed.awaitNanos(left);
      }
      LiveFrame taken = newest;
      newest = null;
      return taken;
    } finally {
      lock.unlock();
    }
  }

  /** How many frames were never taken. */
  long dropped() {
    lock.lock();
    try {
      return dropped;
    } finally {
      lock.unlock();
    }
  }

  /** Releases the frame that waits, and wakes who waits for one. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      if (newest != null) {
        newest.close();
        newest = null;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
