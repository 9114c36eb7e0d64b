package io.github.gradcam.batch;

import io.github.gradcam.report.results.ImageRow;
import java.io.IOException;

/** Takes the rows of a pipeline, one after the other, in one thread. */
@FunctionalInterface
public interface RowSink {

  /**
   * Takes a row.
   *
   * @param row of an image that is done with
   * @throws IOException if it cannot be kept; the pipeline ends
   */
  void accept(ImageRow row) throws IOException;
}
