package io.github.gradcam.video;

import io.github.gradcam.image.InputPixels;
import io.github.gradcam.image.RgbImage;

/**
 * A frame that the network looks at.
 *
 * @param seconds when it is shown
 * @param input uint8 RGB [height][width][3] in the classifier's input size
 * @param cut whether a new scene begins with it, or the video
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record KeyFrame(double seconds, byte[] input, boolean cut) {

  /** Makes one of a frame of any size, for a network whose input has so many rows and columns. */
  public static KeyFrame of(RgbImage image, int inputSize, double seconds, boolean cut) {
    return new KeyFrame(seconds, InputPixels.of(image, inputSize), cut);
  }
}
