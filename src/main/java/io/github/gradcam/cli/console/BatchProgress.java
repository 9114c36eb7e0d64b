package io.github.gradcam.cli.console;

import io.github.gradcam.batch.input.ImageCollection;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Shows how far a run over a collection is. The images are counted meanwhile; where only reading
 * all could tell, their number is estimated from the bytes behind.
 */
public final class BatchProgress implements AutoCloseable {

  private static final long UNKNOWN = -1;

  /** Before this share, an estimate would jump about. */
  private static final double TELLING = 0.02;

  private final Progress progress;
  private final ImageCollection.Entries entries;
  private final long earlier;
  private final AtomicLong total = new AtomicLong(UNKNOWN);
  private final Thread counting;
  private long done;

  /**
   * Begins to count.
   *
   * @param earlier images that were done before this run
   */
  public BatchProgress(
      Console console, ImageCollection images, ImageCollection.Entries entries, long earlier) {
    this.progress = console.progress("Scoring", 0, "images");
    this.entries = entries;
    this.earlier = earlier;
    this.counting = new Thread(() -> count(images), "batch-count");
    counting.setDaemon(true);
    if (progress.visible()) {
      counting.start();
    }
  }

  /** One more is done. */
  public void step() {
    done++;
    long known = total.get();
    double share = entries.share();
    if (known != UNKNOWN) {
      progress.expect(Math.max(done, known - earlier));
    } else if (share > TELLING) {
      progress.expect(Math.round(done / share));
    }
    progress.step(1);
  }

  @Override
  public void close() {
    counting.interrupt();
    progress.close();
  }

  /** A source that cannot be counted is complained of when it is read. */
  private void count(ImageCollection images) {
    try {
      images.count().ifPresent(total::set);
    } catch (IOException | RuntimeException e) {
      total.set(UNKNOWN);
    }
  }
}
