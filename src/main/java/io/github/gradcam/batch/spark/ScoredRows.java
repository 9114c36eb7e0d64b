package io.github.gradcam.batch.spark;

import io.github.gradcam.batch.ScoringPipeline;
import io.github.gradcam.batch.input.ImageCollection;
import io.github.gradcam.flow.Conveyor;
import io.github.gradcam.report.results.ImageRow;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The rows of a task as Spark takes them, one by one, while a pipeline works ahead of it. */
final class ScoredRows implements Iterator<ImageRow> {

  private static final int AHEAD = 64;

  private final ScoringPipeline pipeline;
  private final Conveyor<ImageRow> rows = new Conveyor<>(AHEAD);
  private @Nullable ImageRow next;

  private ScoredRows(ScoringPipeline pipeline) {
    this.pipeline = pipeline;
  }

  /**
   * Starts the pipeline.
   *
   * @param images of the task
   */
  static ScoredRows of(ScoringPipeline pipeline, ImageCollection.Entries images) {
    ScoredRows rows = new ScoredRows(pipeline);
    Thread thread = new Thread(() -> rows.run(images), "task-rows");
    thread.setDaemon(true);
    thread.start();
    return rows;
  }

  @Override
  public boolean hasNext() {
    if (next == null) {
      next = rows.take();
    }
    return next != null;
  }

  @Override
  public ImageRow next() {
    ImageRow row = hasNext() ? next : null;
    if (row == null) {
      throw new NoSuchElementException();
    }
    next = null;
    return row;
  }

  /** Ends the pipeline, at the end of the task or before. */
  void cancel() {
    rows.cancel();
    pipeline.stop();
  }

  private void run(ImageCollection.Entries images) {
    try {
      pipeline.run(images, path -> false, this::put);
      rows.end(null);
    } catch (Throwable e) {
      rows.end(e);
    }
  }

  private void put(ImageRow row) {
    if (!rows.put(row)) {
      pipeline.stop();
    }
  }
}
