package io.github.gradcam.survey;

import io.github.gradcam.report.results.ImageRow;
import java.io.IOException;
import java.util.stream.Stream;

/** Rows that can be read more than once, so that not all have to be in memory. */
@FunctionalInterface
public interface RowSource {

  /**
   * Reads the rows from the first on.
   *
   * @return all rows in an order that stays; to be closed
   * @throws IOException if they cannot be read
   */
  Stream<ImageRow> open() throws IOException;
}
