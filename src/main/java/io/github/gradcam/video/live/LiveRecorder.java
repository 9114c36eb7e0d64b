package io.github.gradcam.video.live;

import io.github.gradcam.flow.Conveyor;
import io.github.gradcam.image.FailureWords;
import io.github.gradcam.image.Letterbox;
import io.github.gradcam.image.RgbImage;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Records the images of a view in a thread of its own. What it cannot write in time is left out of
 * the recording, so that the view never waits for it.
 */
final class LiveRecorder implements AutoCloseable {

  /** Enough for a moment's delay, and no more: each is a whole image. */
  private static final int WAITING = 4;

  /** A last image that stood longer, such as a frozen one, is recorded until it went. */
  private static final long LONG_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /** An image and when it was shown. */
  private record Shown(RgbImage picture, long nanos) {}

  private final LiveSink.Opener opener;
  private final Conveyor<Shown> waiting = new Conveyor<>(WAITING);
  private final Thread thread = new Thread(this::run, "gradcam-recorder");
  private volatile long end;
  private volatile @Nullable String failure;
  private final AtomicLong written = new AtomicLong();
  private long leftOut;

  /**
   * Begins.
   *
   * @param opener of the recording, called with the size of the first image
   */
  LiveRecorder(LiveSink.Opener opener) {
    this.opener = opener;
    thread.start();
  }

  /**
   * Records an image, or leaves it out where too many wait.
   *
   * @param picture as shown; not to be changed any more
   * @param nanos when, later than the one before
   */
  void add(RgbImage picture, long nanos) {
    if (failure == null && !waiting.offer(new Shown(picture, nanos))) {
      leftOut++;
    }
  }

  /** How many images are in the recording so far. */
  long written() {
    return written.get();
  }

  /** How many images were shown but not recorded. */
  long leftOut() {
    return leftOut;
  }

  /** Why nothing is recorded any more; null while all is well. */
  @Nullable String failure() {
    return failure;
  }

  private void run() {
    try {
      Shown first = waiting.take();
      if (first != null) {
        record(first);
      }
    } catch (IOException | RuntimeException | Error e) {
      failure = FailureWords.of(e, "a fault of the recorder itself");
    } finally {
      waiting.cancel();
    }
  }

  /** All images at the size of the first. */
  private void record(Shown first) throws IOException {
    int width = even(first.picture().width());
    int height = even(first.picture().height());
    try (LiveSink sink = opener.open(width, height)) {
      Shown last = first;
      for (Shown next = first; next != null; next = waiting.take()) {
        sink.write(Letterbox.fit(next.picture(), width, height), microseconds(first, next.nanos()));
        written.incrementAndGet();
        last = next;
      }
      if (end - last.nanos() > LONG_NANOS) {
        sink.write(Letterbox.fit(last.picture(), width, height), microseconds(first, end));
        written.incrementAndGet();
      }
    }
  }

  private static long microseconds(Shown first, long nanos) {
    return TimeUnit.NANOSECONDS.toMicros(nanos - first.nanos());
  }

  /** H.264 wants even sides: an odd column or row is cut from the size. */
  private static int even(int side) {
    return Math.max(2, side - side % 2);
  }

  /** Records what waits and completes the recording. */
  @Override
  public void close() {
    end = end == 0 ? System.nanoTime() : end;
    waiting.end(null);
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
