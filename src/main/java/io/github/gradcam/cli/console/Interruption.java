package io.github.gradcam.cli.console;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets work end in good order on Ctrl-C and SIGTERM: it is asked to stop, and the process waits
 * until this is closed, which has to happen after the last word was said.
 */
public final class Interruption implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 30;

  private final CountDownLatch over = new CountDownLatch(1);
  private final long patience;
  private final Thread hook;
  private volatile boolean asked;

  /**
   * Begins to listen.
   *
   * @param stop asks the work to end soon; called from another thread
   */
  public Interruption(Runnable stop) {
    this(stop, PATIENCE_SECONDS);
  }

  /**
   * Begins to listen.
   *
   * @param stop asks the work to end soon; called from another thread
   * @param patience how long the process waits for that, in seconds
   */
  public Interruption(Runnable stop, long patience) {
    this.patience = patience;
    this.hook =
        new Thread(
            () -> {
              asked = true;
              stop.run();
              await();
            },
            "interruption");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Whether the work was asked to stop. */
  public boolean asked() {
    return asked;
  }

  private void await() {
    try {
      if (!over.await(patience, TimeUnit.SECONDS)) {
        Thread.currentThread().interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    over.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // the process is ending, which is what the hook waited for
    }
  }
}
