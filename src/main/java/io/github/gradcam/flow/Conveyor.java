package io.github.gradcam.flow;

import java.io.IOException;
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
  private final Deque<Place> queue = new ArrayDeque<>();
  private long load;
  private boolean ended;
  private boolean cancelled;
  private @Nullable Throwable failure;

  /** A piece's place in the order, taken before the piece is made. */
  public final class Place {

    private final long heavy;
    private @Nullable T piece;
    private @Nullable Throwable failure;

    private Place(long heavy) {
      this.heavy = heavy;
    }

    /**
     * Hands on the piece.
     *
     * @param made the piece
     */
    public void fill(T made) {
      synchronized (Conveyor.this) {
        piece = made;
        Conveyor.this.notifyAll();
      }
    }

    /**
     * Tells the later stage, when it comes to this place, that there is no piece and why.
     *
     * @param reason what ended the earlier stage
     */
    public void fail(Throwable reason) {
      synchronized (Conveyor.this) {
        failure = reason;
        Conveyor.this.notifyAll();
      }
    }
  }

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
    Place place = add(weight.applyAsLong(piece));
    if (place != null) {
      place.fill(piece);
    }
    return place != null;
  }

  /**
   * Hands on one piece where there is room at once.
   *
   * @param piece the next one
   * @return false if there is none, or the later stage takes no more
   */
  public synchronized boolean offer(T piece) {
    return !isFull(weight.applyAsLong(piece)) && put(piece);
  }

  /**
   * Takes the place of a piece that is still to be made and counts as 1; waits while there is no
   * room.
   *
   * @return to be filled in any case; null if the later stage takes no more
   */
  public synchronized @Nullable Place reserve() {
    return add(1);
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

  /** Takes no more, whatever comes; what waits is dropped. */
  public synchronized void cancel() {
    cancelled = true;
    queue.clear();
    notifyAll();
  }

  /** {@return whether it takes no more} */
  public synchronized boolean isCancelled() {
    return cancelled;
  }

  /**
   * Takes the next piece; waits while there is none.
   *
   * @return null at the end
   * @throws StageFailure if the earlier stage failed, after what it made before
   */
  public synchronized @Nullable T take() {
    while (isDry()) {
      pause();
    }
    Place next = queue.peek();
    Throwable reason = next == null ? failure : next.failure;
    if (reason != null) {
      throw new StageFailure(reason);
    }
    if (next == null) {
      return null;
    }
    queue.remove();
    load -= next.heavy;
    notifyAll();
    return next.piece;
  }

  /**
   * Counts what waits.
   *
   * @return pieces at this moment
   */
  public synchronized int size() {
    return queue.size();
  }

  private @Nullable Place add(long heavy) {
    while (isFull(heavy)) {
      pause();
    }
    if (cancelled) {
      return null;
    }
    Place place = new Place(heavy);
    queue.add(place);
    load += heavy;
    return place;
  }

  private boolean isFull(long heavy) {
    return !queue.isEmpty() && load + heavy > capacity && !cancelled;
  }

  private boolean isDry() {
    Place next = queue.peek();
    return next == null ? !ended && !cancelled : next.piece == null && next.failure == null;
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

    /**
     * Throws what ended the stage on where it is unchecked.
     *
     * @return it, for the caller to throw, where it is checked
     */
    public IOException reason() {
      Throwable cause = getCause();
      if (cause instanceof RuntimeException unchecked) {
        throw unchecked;
      } else if (cause instanceof Error error) {
        throw error;
      }
      return cause instanceof IOException known ? known : new IOException(cause);
    }
  }
}
