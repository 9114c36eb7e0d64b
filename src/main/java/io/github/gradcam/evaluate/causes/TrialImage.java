package io.github.gradcam.evaluate.causes;

import io.github.gradcam.image.RgbImage;

/**
 * An image of a trial.
 *
 * @param image at the network's input size
 * @param grid its map at 16 x 16, row-major, 0 to 255 as unsigned bytes
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
public record TrialImage(RgbImage image, byte[] grid) {

  /** {@return where its map is hot} */
  Region region() {
    return Region.hot(grid, image.width(), image.height());
  }
}
