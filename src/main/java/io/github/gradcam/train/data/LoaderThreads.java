package io.github.gradcam.train.data;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that decode images. */
final class LoaderThreads {

  private static final long STOP_SECONDS = 10;

  private LoaderThreads() {}

  /**
   * Starts threads that do not keep the program alive.
   *
   * @param count how many, at least 1
   * @return their executor
   */
  static ExecutorService start(int count) {
    BatchShape.checkPositive("decoding threads", count);
    AtomicInteger number = new AtomicInteger();
    return Executors.newFixedThreadPool(
        count,
        task -> {
          Thread thread = new Thread(task, "image-loader-" + number.getAndIncrement());
          thread.setDaemon(true);
          return thread;
        });
  }

  /**
   * Drops waiting work and lets running work end, so that its files may be closed afterwards.
   *
   * @param workers the executor
   */
  static void stop(ExecutorService workers) {
    workers.shutdown();
    try {
      if (!workers.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
        workers.shutdownNow();
      }
    } catch (InterruptedException e) {
      workers.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
