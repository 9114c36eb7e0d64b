package io.github.gradcam.report;

import java.util.List;

/** The shape that a confusion matrix must have. */
final class SquareCounts {

  private SquareCounts() {}

  static void check(List<String> labels, long[][] counts) {
    int classes = labels.size();
    if (classes == 0 || counts.length != classes) {
      throw new IllegalArgumentException(
          "Expected a row of counts for each of %d labels, found %d rows"
              .formatted(classes, counts.length));
    }
    for (long[] row : counts) {
      if (row.length != classes) {
        throw new IllegalArgumentException(
            "Expected %d counts in each row, found %d".formatted(classes, row.length));
      }
    }
  }
}
