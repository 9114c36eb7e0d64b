package io.github.gradcam.video;

import io.github.gradcam.image.Letterbox;
import io.github.gradcam.image.RgbImage;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Records the pictures of a view in a thread of its own. What it cannot write in time is left out
 * of the recording, so that the view never waits for it.
 */
final class LiveRecorder implements AutoCloseable {

  /** Enough for a moment's delay, and no more: each is a whole picture. */
  private static final int WAITING = 4;

  private static final long LOOK_UP_MILLIS = 50;

  /** A picture and when it was shown. */
  private record Shown(RgbImage picture, long nanos) {}

  private final LiveSink.Opener opener;
  private final BlockingQueue<Shown> waiting = new ArrayBlockingQueue<>(WAITING);
  private final Thread thread = new Thread(this::run, "gradcam-recorder");
  private volatile boolean ending;
  private volatile @Nullable String failure;
  private final AtomicLong written = new AtomicLong();
  private long leftOut;

  /**
   * Begins.
   *
   * @param opener of the recording, called with the size of the first picture
   */
  LiveRecorder(LiveSink.Opener opener) {
    this.opener = opener;
    thread.start();
  }

  /**
   * Records a picture, or leaves it out where too many wait.
   *
   * @param picture as shown; not to be changed any more
   * @param nanos when, later than the one before
   */
  void add(RgbImage picture, long nanos) {
    if (failure == null && !waiting.offer(new Shown(picture, nanos))) {
      leftOut++;
    }
  }

  /** How many pictures are in the recording so far. */
  long written() {
    return written.get();
  }

  /** How many pictures were shown but not recorded. */
  long leftOut() {
    return leftOut;
  }

  /** Why nothing is recorded any more; null while all is well. */
  @Nullable String failure() {
    return failure;
  }

  private void run() {
    LiveSink sink = null;
    try {
      Shown first = take();
      if (first != null) {
        int width = even(first.picture().width());
        int height = even(first.picture().height());
        sink = opener.open(width, height);
        for (Shown next = first; next != null; next = take()) {
          RgbImage fitted = Letterbox.fit(next.picture(), width, height);
          sink.write(fitted, TimeUnit.NANOSECONDS.toMicros(next.nanos() - first.nanos()));
          written.incrementAndGet();
        }
      }
    } catch (IOException e) {
      failure = e.getMessage();
    } catch (RuntimeException | InterruptedException e) {
      failure = e.toString();
    } finally {
      complete(sink);
      waiting.clear();
    }
  }

  /** The next picture; null at the end. */
  private @Nullable Shown take() throws InterruptedException {
    Shown next = waiting.poll();
    while (next == null && !ending) {
      next = waiting.poll(LOOK_UP_MILLIS, TimeUnit.MILLISECONDS);
    }
    return next == null ? waiting.poll() : next;
  }

  private void complete(@Nullable LiveSink sink) {
    try {
      if (sink != null) {
        sink.close();
      }
    } catch (IOException e) {
      failure = failure == null ? e.getMessage() : failure;
    }
  }

  /** H.264 wants even sides: an odd column or row is cut from the size. */
  private static int even(int side) {
    return Math.max(2, side - side % 2);
  }

  /** Records what waits and completes the recording. */
  @Override
  public void close() {
    ending = true;
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
