package io.github.gradcam.report.results;

import org.jspecify.annotations.Nullable;

/**
 * Images of one class.
 *
 * @param label name of the class
 * @param predicted images for which it is the likeliest
 * @param support images with an answer that are said to have it
 * @param correct those of both
 */
public record ClassCount(String label, long predicted, long support, long correct) {

  /**
   * {@return the share of its images that were found: 0..1; null where no image is said to have it}
   */
  public @Nullable Double recall() {
    return support == 0 ? null : (double) correct / support;
  }
}
