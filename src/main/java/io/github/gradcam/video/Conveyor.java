package io.github.gradcam.video;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Carries work from one stage to the next, in order and bounded: a stage that is ahead waits. What
 * ended the earlier stage reaches the later one after everything that was made before.
 *
 * @param <T> what is carried
 */
final class Conveyor<T> {

  private final int capacity;
  private final Deque<T> queue = new ArrayDeque<>();
  private boolean ended;
  private boolean cancelled;
  private @Nullable Throwable failure;

  /**
   * Makes an empty one.
   *
   * @param capacity how many wait at most, at least 1
   */
  Conveyor(int capacity) {
    this.capacity = capacity;
  }

  /**
   * Hands on one piece; waits while there is no room.
   *
   * @return false if the later stage takes no more
   */
  synchronized boolean put(T piece) {
    while (queue.size() >= capacity && !cancelled) {
      pause();
    }
    if (!cancelled) {
      queue.add(piece);
      notifyAll();
    }
    return !cancelled;
  }

  /** No more comes; the reason is null if all is done. */
  synchronized void end(@Nullable Throwable reason) {
    ended = true;
    failure = reason;
    notifyAll();
  }

  /** Takes no more, whatever comes. */
  synchronized void cancel() {
    cancelled = true;
    queue.clear();
    notifyAll();
  }

  /**
   * Takes the next piece; waits while there is none.
   *
   * @return null at the end
   * @throws StageFailure if the earlier stage failed, after what it made before
   */
  synchronized @Nullable T take() {
    while (queue.isEmpty() && !ended && !cancelled) {
      pause();
    }
    T piece = queue.poll();
    Throwable reason = failure;
    if (piece == null && reason != null) {
      throw new StageFailure(reason);
    }
    notifyAll();
    return piece;
  }

  @SuppressWarnings("WaitNotInLoop") // its callers are the loops
  private void pause() {
    try {
      wait();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("Interrupted between two stages");
    }
  }

  /** What ended an earlier stage. */
  static final class StageFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StageFailure(Throwable cause) {
      super(cause);
    }
  }
}
