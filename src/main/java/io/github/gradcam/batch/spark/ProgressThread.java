package io.github.gradcam.batch.spark;

import java.time.Duration;
import org.apache.spark.util.LongAccumulator;

/** Tells how many images are done, now and then, until it is ended. */
final class ProgressThread {

  private static final Duration PAUSE = Duration.ofMillis(250);

  private final Thread thread;

  private ProgressThread(Thread thread) {
    this.thread = thread;
  }

  static ProgressThread start(LongAccumulator done, long images, SparkProgress progress) {
    Thread thread =
        new Thread(
            () -> {
              while (!Thread.currentThread().isInterrupted()) {
                progress.done(done.sum(), images);
                pause();
              }
              progress.done(done.sum(), images);
            },
            "spark-progress");
    thread.setDaemon(true);
    thread.start();
    return new ProgressThread(thread);
  }

  /** Waits for the last word. */
  void end() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
