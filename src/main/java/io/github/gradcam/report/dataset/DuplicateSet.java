package io.github.gradcam.report.dataset;

import java.util.Arrays;

/**
 * Images that are nearly the same.
 *
 * @param images their places in the report, at least two
 * @param acrossClasses whether their labels differ
 * @param acrossSplits whether they lie in several splits: a leak
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record DuplicateSet(int[] images, boolean acrossClasses, boolean acrossSplits) {

  /**
   * Copies the images.
   *
   * @throws IllegalArgumentException if there are fewer than two
   */
  public DuplicateSet {
    if (images.length < 2) {
      throw new IllegalArgumentException(
          "Expected at least 2 images that are nearly the same, found " + Arrays.toString(images));
    }
    images = images.clone();
  }
}
