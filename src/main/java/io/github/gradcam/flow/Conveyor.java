package io.github.gradcam.flow;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Carries work from one stage to the next, in order and bounded: a stage that is ahead waits. What
 * ended the earlier stage reaches the later one after everything that was made before. Several
 * threads may put and take.
 *
 * @param <T> what is carried
 */
public final class Conveyor<T> {

  private final long capacity;
  private final ToLongFunction<T> weight;
  private final Deque<T> queue = new ArrayDeque<>();
  private final StageClock full = new StageClock();
  private final StageClock empty = new StageClock();
  private long load;
  private boolean ended;
  private boolean cancelled;
  private @Nullable Throwable failure;

  /**
   * Makes an empty one that counts pieces.
   *
   * @param capacity how many wait at most, at least 1
   */
  public Conveyor(int capacity) {
    this(capacity, piece -> 1);
  }

  /**
   * Makes an empty one that weighs pieces; a piece that is too heavy travels alone.
   *
   * @param capacity the most weight that waits
   * @param weight of a piece, such as its bytes, at least 1
   */
  public Conveyor(long capacity, ToLongFunction<T> weight) {
    this.capacity = capacity;
    this.weight = weight;
  }

  /**
   * Hands on one piece; waits while there is no room.
   *
   * @param piece the next one
   * @return false if the later stage takes no more
   */
  public synchronized boolean put(T piece) {
    long heavy = weight.applyAsLong(piece);
    if (isFull(heavy)) {
      long start = System.nanoTime();
      while (isFull(heavy)) {
        pause();
      }
      full.addSince(start);
    }
    if (!cancelled) {
      queue.add(piece);
      load += heavy;
      notifyAll();
    }
    return !cancelled;
  }

  /**
   * No more comes.
   *
   * @param reason null if all is done
   */
  public synchronized void end(@Nullable Throwable reason) {
    ended = true;
    failure = reason;
    notifyAll();
  }

  /** Takes no more, whatever comes. */
  public synchronized void cancel() {
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
  public synchronized @Nullable T take() {
    if (isDry()) {
      long start = System.nanoTime();
      while (isDry()) {
        pause();
      }
      empty.addSince(start);
    }
    T piece = queue.poll();
    Throwable reason = failure;
    if (piece == null && reason != null) {
      throw new StageFailure(reason);
    }
    load -= piece == null ? 0 : weight.applyAsLong(piece);
    notifyAll();
    return piece;
  }

  /**
   * Counts what waits.
   *
   * @return pieces at this moment
   */
  public synchronized int size() {
    return queue.size();
  }

  /**
   * How long the earlier stage waited for room.
   *
   * @return seconds, summed over its threads
   */
  public double secondsFull() {
    return full.seconds();
  }

  /**
   * How long the later stage waited for pieces.
   *
   * @return seconds, summed over its threads
   */
  public double secondsEmpty() {
    return empty.seconds();
  }

  private boolean isFull(long heavy) {
    return !queue.isEmpty() && load + heavy > capacity && !cancelled;
  }

  private boolean isDry() {
    return queue.isEmpty() && !ended && !cancelled;
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
  public static final class StageFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Wraps what ended it.
     *
     * @param cause the failure
     */
    public StageFailure(Throwable cause) {
      super(cause);
    }
  }
}
