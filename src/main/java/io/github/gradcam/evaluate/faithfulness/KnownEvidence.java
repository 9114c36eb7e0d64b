package io.github.gradcam.evaluate.faithfulness;

import java.util.BitSet;

/**
 * Where the evidence in an image is known to be.
 *
 * @param width columns, those of the network's input
 * @param height rows, those of the network's input
 * @param mask the pixels that are evidence, counted row by row; shared, not copied
 */
public record KnownEvidence(int width, int height, BitSet mask) {

  /**
   * Checks that the mask lies in the image.
   *
   * @throws IllegalArgumentException if a side is not positive or the mask is too long
   */
  public KnownEvidence {
    if (width < 1 || height < 1 || mask.length() > width * height) {
      throw new IllegalArgumentException(
          "Expected a mask of %d x %d pixels, found one of %d"
              .formatted(width, height, mask.length()));
    }
  }

  /** {@return how much of the image is evidence: what a map that says nothing would score; 0..1} */
  public double areaShare() {
    return (double) mask.cardinality() / (width * height);
  }
}
