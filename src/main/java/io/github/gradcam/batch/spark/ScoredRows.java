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

  private final ScoringPipeline pipeline;
  private final Conveyor<ImageRow> rows;
  private @Nullable ImageRow next;

  /**
   * Starts the pipeline.
   *
   * @param images of the task
   */
  ScoredRows(ScoringPipeline pipeline, ImageCollection.Entries images) {
    this.pipeline = pipeline;
    this.rows = pipeline.start(images, path -> false);
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
    pipeline.cancel();
  }
}
