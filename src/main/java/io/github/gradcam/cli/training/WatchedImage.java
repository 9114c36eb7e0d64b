package io.github.gradcam.cli.training;

import io.github.gradcam.explain.target.Target;
import io.github.gradcam.image.InputPixels;
import io.github.gradcam.image.Resize;
import io.github.gradcam.image.RgbImage;

/**
 * An image whose map is made again and again while a network learns.
 *
 * @param name tells it from the others
 * @param classIndex the class that is explained; {@link Target#PREDICTED} where it has no label
 * @param picture what is drawn on
 * @param input uint8 RGB [size][size][3] at the network's input size
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
record WatchedImage(String name, int classIndex, RgbImage picture, byte[] input) {

  /** Longer side of what is drawn on, pixels; small images are enlarged, so that words fit. */
  private static final int SIDE = 200;

  static WatchedImage of(String name, int classIndex, RgbImage image, int inputSize) {
    double scale = (double) SIDE / Math.max(image.width(), image.height());
    RgbImage picture =
        Resize.bilinear(
            image,
            (int) Math.max(1, Math.round(image.width() * scale)),
            (int) Math.max(1, Math.round(image.height() * scale)));
    return new WatchedImage(name, classIndex, picture, InputPixels.of(image, inputSize));
  }
}
