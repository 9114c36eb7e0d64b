package io.github.gradcam.batch;

import io.github.gradcam.explain.Explanation;

/**
 * An image with its answer.
 *
 * @param image the image
 * @param explanation its own
 */
record ExplainedImage(PreparedImage image, Explanation explanation) {

  /** What it holds in memory, in bytes. */
  long bytes() {
    return image.bytes() + (long) Float.BYTES * explanation.heatmap().values().length;
  }
}
