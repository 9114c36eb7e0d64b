package io.github.gradcam.flow;

import io.github.gradcam.flow.Conveyor.StageFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Stages with threads of their own and conveyors between. A stage that is at its end or fails tells
 * the next one, which first gets what was made before; and it cancels its own conveyor, so that
 * those before it end too.
 */
public final class Pipeline implements AutoCloseable {

  private final String name;
  private final Duration patience;
  private final List<Stage> stages = new CopyOnWriteArrayList<>();
  private final List<Conveyor<?>> conveyors = new CopyOnWriteArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile long start = System.nanoTime();
  private volatile double wall = Double.NaN;

  /**
   * Makes pieces, one after the other.
   *
   * @param <T> what is made
   */
  @FunctionalInterface
  public interface Source<T> {

    /**
     * Makes the next one.
     *
     * @return null at the end
     * @throws Exception what ends the pipeline
     */
    @Nullable T next() throws Exception;
  }

  /**
   * Makes one piece of another; called by all threads of its stage.
   *
   * @param <A> what it takes
   * @param <B> what it makes
   */
  @FunctionalInterface
  public interface Step<A, B> {

    /**
     * Makes it.
     *
     * @param piece of the stage before
     * @return for the next stage; null for nothing, which is not allowed where order is kept
     * @throws Exception what ends the pipeline
     */
    @Nullable B apply(A piece) throws Exception;
  }

  /**
   * What one thread makes of several pieces at once.
   *
   * @param <A> what it takes
   * @param <B> what it makes
   */
  public interface Batches<A, B> {

    /**
     * Tells where a batch ends.
     *
     * @param batch the pieces so far, at least one
     * @return whether it takes no more
     */
    boolean isFull(List<A> batch);

    /**
     * Does the work.
     *
     * @param batch full, or what is left at the end; at least one piece
     * @return for the next stage
     * @throws Exception what ends the pipeline
     */
    List<B> apply(List<A> batch) throws Exception;

    /** {@return what the next stage gets besides, once no more pieces come} */
    default List<B> rest() {
      return List.of();
    }
  }

  /**
   * Takes what comes out, piece by piece.
   *
   * @param <T> what is taken
   */
  @FunctionalInterface
  public interface Sink<T> {

    /**
     * Takes the next piece.
     *
     * @param piece of the last stage
     * @throws IOException if it cannot be kept; no more come then
     */
    void accept(T piece) throws IOException;
  }

  /**
   * Begins without stages.
   *
   * @param name of the threads, before that of their stage
   */
  public Pipeline(String name) {
    this(name, Duration.ofDays(365));
  }

  /**
   * Begins without stages.
   *
   * @param name of the threads, before that of their stage
   * @param patience how long {@link #close} waits for them at most, such as for one that lists a
   *     folder of millions
   */
  public Pipeline(String name, Duration patience) {
    this.name = name;
    this.patience = patience;
  }

  /**
   * Starts a first stage, of one thread.
   *
   * @param stage its name
   * @param source makes the pieces
   * @param out where they go
   * @param <T> what is made
   */
  public <T> void source(String stage, Source<T> source, Conveyor<T> out) {
    Stage timed = new Stage(stage, 1);
    Body body =
        () -> {
          boolean more = true;
          while (more) {
            T piece = timed.busy(source::next);
            more = piece != null && timed.put(out, piece);
          }
        };
    start(timed, new Conveyor<>(1), out, List.of(body));
  }

  /**
   * Starts a stage that hands on what it makes in the order of what it took.
   *
   * @param stage its name
   * @param count threads, at least 1
   * @param in of the stage before
   * @param step makes one piece of each
   * @param out where they go; it counts pieces
   * @param <A> what is taken
   * @param <B> what is made
   */
  public <A, B> void inOrder(
      String stage, int count, Conveyor<A> in, Step<A, B> step, Conveyor<B> out) {
    Stage timed = new Stage(stage, count);
    Object turn = new Object();
    Body body =
        () -> {
          boolean more = true;
          while (more) {
            more = timed.fillNext(turn, in, step, out);
          }
        };
    start(timed, in, out, Collections.nCopies(count, body));
  }

  /**
   * Starts a stage that hands on what it makes as soon as it is made.
   *
   * @param stage its name
   * @param count threads, at least 1
   * @param in of the stage before
   * @param step makes at most one piece of each
   * @param out where they go
   * @param <A> what is taken
   * @param <B> what is made
   */
  public <A, B> void stage(
      String stage, int count, Conveyor<A> in, Step<A, B> step, Conveyor<B> out) {
    Batches<A, B> single =
        new Batches<>() {
          @Override
          public boolean isFull(List<A> batch) {
            return true;
          }

          @Override
          public List<B> apply(List<A> batch) throws Exception {
            B made = step.apply(batch.get(0));
            return made == null ? List.of() : List.of(made);
          }
        };
    batches(stage, in, Collections.nCopies(count, single), out);
  }

  /**
   * Starts a stage that works on batches and hands them on as soon as they are made. Threads
   * collect theirs in turn, so that two do not share the pieces of one.
   *
   * @param stage its name
   * @param in of the stage before
   * @param workers one a thread, at least one
   * @param out where the pieces go
   * @param <A> what is taken
   * @param <B> what is made
   */
  public <A, B> void batches(
      String stage, Conveyor<A> in, List<? extends Batches<A, B>> workers, Conveyor<B> out) {
    Stage timed = new Stage(stage, workers.size());
    Object turn = new Object();
    List<Body> bodies = new ArrayList<>();
    for (Batches<A, B> worker : workers) {
      bodies.add(() -> timed.batches(turn, in, worker, out));
    }
    start(timed, in, out, bodies);
  }

  /**
   * Gives what the last stage makes to a sink, in the calling thread, until the end; nothing runs
   * any more then.
   *
   * @param in of the last stage
   * @param sink takes the pieces
   * @param <T> what is taken
   * @throws IOException what ended a stage or the sink, as unchecked exceptions and errors do
   */
  public <T> void drain(Conveyor<T> in, Sink<T> sink) throws IOException {
    try {
      for (T piece = in.take(); piece != null; piece = in.take()) {
        sink.accept(piece);
      }
    } catch (StageFailure e) {
      throw e.reason();
    } finally {
      close();
    }
  }

  /**
   * Tells how the stages spent their time.
   *
   * @return one report a stage, in the order in which they were started
   */
  public List<StageReport> reports() {
    double seconds = Double.isNaN(wall) ? (System.nanoTime() - start) / 1e9 : wall;
    return stages.stream().map(stage -> stage.report(seconds)).toList();
  }

  /** Ends all stages after the pieces that they are at. */
  public void cancel() {
    conveyors.forEach(Conveyor::cancel);
  }

  /** Ends all stages and waits for them, for what they use may be closed after; safe twice. */
  @Override
  public void close() {
    cancel();
    long until = System.nanoTime() + patience.toNanos();
    boolean interrupted = false;
    for (Thread thread : threads) {
      long left = until - System.nanoTime();
      while (thread.isAlive() && left > 0) {
        try {
          thread.join(1 + TimeUnit.NANOSECONDS.toMillis(left));
          left = until - System.nanoTime();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    wall = Double.isNaN(wall) ? (System.nanoTime() - start) / 1e9 : wall;
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** What a thread of a stage does all the time. */
  private interface Body {
    void run() throws Exception;
  }

  private void start(Stage stage, Conveyor<?> in, Conveyor<?> out, List<Body> bodies) {
    start = stages.isEmpty() ? System.nanoTime() : start;
    stages.add(stage);
    conveyors.addAll(List.of(in, out));
    AtomicInteger left = new AtomicInteger(bodies.size());
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    for (int i = 0; i < bodies.size(); i++) {
      Body body = bodies.get(i);
      Runnable work =
          () -> {
            try {
              body.run();
            } catch (StageFailure e) {
              failure.compareAndSet(null, e.getCause());
            } catch (Throwable e) {
              failure.compareAndSet(null, e);
            } finally {
              in.cancel();
              if (left.decrementAndGet() == 0) {
                out.end(failure.get());
              }
            }
          };
      Thread thread = new Thread(work, "%s-%s-%d".formatted(name, stage.name, i));
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
  }

  /** How a stage spends its time. */
  private static final class Stage {

    private final String name;
    private final int threads;
    private final StageClock working = new StageClock();
    private final StageClock waitingForWork = new StageClock();
    private final StageClock waitingForRoom = new StageClock();

    Stage(String name, int threads) {
      this.name = name;
      this.threads = threads;
    }

    StageReport report(double wall) {
      return new StageReport(
          name,
          threads,
          wall,
          working.seconds(),
          waitingForWork.seconds(),
          waitingForRoom.seconds());
    }

    <T extends @Nullable Object> T busy(Callable<T> work) throws Exception {
      long begun = System.nanoTime();
      try {
        return work.call();
      } finally {
        working.addSince(begun);
      }
    }

    <T> @Nullable T take(Conveyor<T> in) {
      long begun = System.nanoTime();
      try {
        return in.take();
      } finally {
        waitingForWork.addSince(begun);
      }
    }

    <T> boolean put(Conveyor<T> out, T piece) {
      long begun = System.nanoTime();
      try {
        return out.put(piece);
      } finally {
        waitingForRoom.addSince(begun);
      }
    }

    <T> boolean putAll(Conveyor<T> out, List<T> pieces) {
      for (T piece : pieces) {
        if (!put(out, piece)) {
          return false;
        }
      }
      return true;
    }

    /** Makes the next piece; false at the end. */
    <A, B> boolean fillNext(Object turn, Conveyor<A> in, Step<A, B> step, Conveyor<B> out)
        throws Exception {
      A piece;
      Conveyor<B>.Place place;
      synchronized (turn) {
        piece = take(in);
        if (piece == null) {
          return false;
        }
        long begun = System.nanoTime();
        place = out.reserve();
        waitingForRoom.addSince(begun);
        if (place == null) {
          return false;
        }
      }
      try {
        place.fill(Objects.requireNonNull(busy(() -> step.apply(piece))));
        return true;
      } catch (Throwable e) {
        place.fail(e);
        throw e;
      }
    }

    <A, B> void batches(Object turn, Conveyor<A> in, Batches<A, B> worker, Conveyor<B> out)
        throws Exception {
      boolean room = true;
      while (room) {
        List<A> batch;
        try {
          batch = collect(turn, in, worker);
        } catch (StageFailure e) {
          putAll(out, worker.rest());
          throw e;
        }
        if (batch.isEmpty()) {
          putAll(out, worker.rest());
          return;
        }
        room = putAll(out, busy(() -> worker.apply(batch)));
      }
    }

    /** The next batch; empty at the end. A failure comes after what was made before it. */
    private <A> List<A> collect(Object turn, Conveyor<A> in, Batches<A, ?> worker) {
      List<A> batch = new ArrayList<>();
      synchronized (turn) {
        try {
          boolean more = true;
          while (more) {
            A piece = take(in);
            if (piece != null) {
              batch.add(piece);
            }
            more = piece != null && !worker.isFull(batch);
          }
        } catch (StageFailure e) {
          if (batch.isEmpty()) {
            throw e;
          }
        }
      }
      return batch;
    }
  }
}
