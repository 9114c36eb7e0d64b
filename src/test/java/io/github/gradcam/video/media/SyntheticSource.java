package io.github.gradcam.video.media;

import io.github.gradcam.image.RgbImage;
import io.github.gradcam.video.TimeCode;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A source of so many frames at a known rate, each of which shows when it was taken. */
public final class SyntheticSource implements LiveSource {

  /** A frame that is counted until it is released. */
  public record Frame(long nanos, long millis, AtomicInteger held) implements LiveFrame {
    @Override
    public RgbImage picture() {
      return TimeCode.draw(millis);
    }

    @Override
    public void close() {
      held.decrementAndGet();
    }
  }

  private final long periodMillis;
  private final AtomicInteger held;
  private int left;
  private long due = System.nanoTime();
  private volatile boolean interrupted;

  public SyntheticSource(long periodMillis, int frames, AtomicInteger held) {
    this.periodMillis = periodMillis;
    this.left = frames;
    this.held = held;
  }

  public static SyntheticSource endless(long periodMillis) {
    return new SyntheticSource(periodMillis, Integer.MAX_VALUE, new AtomicInteger());
  }

  /** Milliseconds as the frames show them. */
  public static long now() {
    return System.nanoTime() / 1_000_000 & 0xffffffffL;
  }

  @Override
  public @Nullable LiveFrame next() {
    due += periodMillis * 1_000_000;
    while (!interrupted && left > 0 && System.nanoTime() < due) {
      pause();
    }
    if (interrupted || left-- <= 0) {
      return null;
    }
    held.incrementAndGet();
    return new Frame(System.nanoTime(), now(), held);
  }

  private static void pause() {
    try {
      Thread.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void interrupt() {
    interrupted = true;
  }

  @Override
  public void close() {}
}
