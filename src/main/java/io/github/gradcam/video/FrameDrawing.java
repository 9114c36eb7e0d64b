package io.github.gradcam.video;

import io.github.gradcam.image.RgbImage;

/** Draws what is shown of a frame; several threads may use it. */
@FunctionalInterface
public interface FrameDrawing {

  /**
   * Draws.
   *
   * @param image the frame
   * @param answer what the network says of it
   * @return an image of the size that all frames of the video get
   */
  RgbImage draw(RgbImage image, FrameAnswer answer);
}
