package io.github.gradcam.video.live;

import io.github.gradcam.image.FailureWords;
import io.github.gradcam.video.media.LiveFrame;
import io.github.gradcam.video.media.LiveSource;
import io.github.gradcam.video.media.VideoException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Takes the frames of a live source as fast as they come, in a thread of its own, and opens it
 * again when it was lost: when a camera was pulled out, a server restarted.
 */
final class LiveCapture implements AutoCloseable {

  private static final Duration LONGEST_END = Duration.ofSeconds(2);

  private final LiveSource.Opener opener;
  private final LatestFrame slot;
  private final LiveTimes times;
  private final Thread thread;
  private volatile LiveSource source;
  private volatile boolean stopped;
  private volatile @Nullable String trouble;
  private final AtomicLong frames = new AtomicLong();
  private volatile long sign = System.nanoTime();

  /**
   * Opens the source and begins.
   *
   * @param opener of the source
   * @param slot where the frames go
   * @param times how long a source may be silent, and how long to wait before each new try to open
   *     it
   * @throws VideoException if it cannot be opened now
   */
  LiveCapture(LiveSource.Opener opener, LatestFrame slot, LiveTimes times) throws VideoException {
    this.opener = opener;
    this.slot = slot;
    this.times = times;
    this.source = opener.open();
    this.thread = new Thread(this::run, "gradcam-capture");
    thread.setDaemon(true);
    thread.start();
  }

  /** Why no frames come; null while they do, or where the source is just silent. */
  @Nullable String trouble() {
    return trouble;
  }

  /** How many frames came. */
  long frames() {
    return frames.get();
  }

  /** Has a source that was silent for too long opened again; to be called now and then. */
  void watch() {
    if (System.nanoTime() - sign > times.silence().toNanos()) {
      sign = System.nanoTime();
      source.interrupt();
    }
  }

  private void run() {
    try {
      readAll();
      while (!stopped) {
        Thread.sleep(times.retry().toMillis());
        openAgain();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void openAgain() {
    try {
      source = opener.open();
    } catch (VideoException | RuntimeException | Error e) {
      trouble = words(e);
      return;
    } finally {
      sign = System.nanoTime();
    }
    readAll();
  }

  /** Reads until the source ends or fails. */
  private void readAll() {
    try (LiveSource reading = source) {
      for (LiveFrame frame = next(reading); frame != null; frame = next(reading)) {
        trouble = null;
        sign = System.nanoTime();
        frames.incrementAndGet();
        slot.put(frame);
      }
      trouble = "it ended";
    } catch (VideoException | RuntimeException | Error e) {
      trouble = words(e);
    }
  }

  /** Whatever it is, the thread goes on and tries again. */
  private static String words(Throwable failure) {
    return FailureWords.of(failure, "a fault of the reader itself");
  }

  private @Nullable LiveFrame next(LiveSource reading) throws VideoException {
    return stopped ? null : reading.next();
  }

  /** Stops; a thread that the system does not let go, as a camera's may be, is left behind. */
  @Override
  public void close() {
    stopped = true;
    source.interrupt();
    thread.interrupt();
    try {
      thread.join(LONGEST_END.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
