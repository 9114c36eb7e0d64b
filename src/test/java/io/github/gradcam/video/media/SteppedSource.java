package io.github.gradcam.video.media;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A source that gives as many frames as it is told to; each shows its number, from 0. */
public final class SteppedSource implements LiveSource {

  private final AtomicInteger held;
  private int allowed;
  private int given;
  private boolean asked;
  private boolean interrupted;

  public SteppedSource(int allowed, AtomicInteger held) {
    this.allowed = allowed;
    this.held = held;
  }

  /** Gives more frames; all are in the hands of the view when this returns. */
  public synchronized void give(int frames) {
    allowed += frames;
    notifyAll();
    waitWhile(() -> given < allowed || !asked);
  }

  @Override
  public synchronized @Nullable LiveFrame next() {
    asked = true;
    notifyAll();
    waitWhile(() -> given == allowed);
    asked = false;
    if (interrupted) {
      return null;
    }
    held.incrementAndGet();
    return new SyntheticSource.Frame(System.nanoTime(), given++, held);
  }

  private synchronized void waitWhile(BooleanSupplier condition) {
    try {
      while (!interrupted && condition.getAsBoolean()) {
        wait();
      }
    } catch (InterruptedException e) {
      interrupted = true;
    }
  }

  @Override
  public synchronized void interrupt() {
    interrupted = true;
    notifyAll();
  }

  @Override
  public void close() {}
}
