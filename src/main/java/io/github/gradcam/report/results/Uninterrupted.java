package io.github.gradcam.report.results;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** Does work that must be finished although Ctrl-C, or a pipeline's end, interrupts the thread. */
final class Uninterrupted {

  private Uninterrupted() {}

  /** Work that reads and writes. */
  @FunctionalInterface
  interface Work {
    /**
     * Does it.
     *
     * @throws IOException if that fails
     */
    void run() throws IOException;
  }

  /** Does work in a thread of its own, which nobody interrupts, and waits for its end. */
  static void run(Work work) throws IOException {
    Callable<@Nullable Void> call =
        () -> {
          work.run();
          return null;
        };
    FutureTask<@Nullable Void> task = new FutureTask<>(call);
    Thread thread = new Thread(task, "gradcam-results");
    thread.setDaemon(true);
    thread.start();
    boolean interrupted = false;
    try {
      while (!ended(task)) {
        interrupted = true;
      }
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Waits for the end, or for an interrupt. */
  private static boolean ended(FutureTask<@Nullable Void> task) throws ExecutionException {
    try {
      task.get();
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  private static IOException failure(@Nullable Throwable cause) {
    if (cause instanceof RuntimeException failure) {
      throw failure;
    }
    if (cause instanceof Error failure) {
      throw failure;
    }
    return cause instanceof IOException failure ? failure : new IOException(cause);
  }
}
