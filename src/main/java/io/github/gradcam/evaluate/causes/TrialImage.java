package io.github.gradcam.evaluate.causes;

import io.github.gradcam.image.RgbImage;
import org.jspecify.annotations.Nullable;

/**
 * An image of a trial.
 *
 * @param image at the network's input size
 * @param grid its map at 16 x 16, row-major, 0 to 255 as unsigned bytes
 * @param evidence what each feature map contributed, of any length but 0, [K]; null where that is
 *     not known
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
public record TrialImage(RgbImage image, byte[] grid, float @Nullable [] evidence) {

  /** {@return where its map is hot} */
  Region region() {
    return Region.hot(grid, image.width(), image.height());
  }
}
