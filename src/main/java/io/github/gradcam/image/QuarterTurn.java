package io.github.gradcam.image;

import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/** A turn of an image by a multiple of 90 degrees. */
public enum QuarterTurn {
  /** As it is. */
  NONE(0, -1),
  /** Clockwise by 90 degrees. */
  RIGHT(90, opencv_core.ROTATE_90_CLOCKWISE),
  /** Upside down. */
  HALF(180, opencv_core.ROTATE_180),
  /** Counter-clockwise by 90 degrees. */
  LEFT(270, opencv_core.ROTATE_90_COUNTERCLOCKWISE);

  private final int degrees;
  private final int code;

  QuarterTurn(int degrees, int code) {
    this.degrees = degrees;
    this.code = code;
  }

  /**
   * The nearest turn.
   *
   * @param degrees clockwise, of any sign and size
   * @return a turn
   */
  public static QuarterTurn clockwise(double degrees) {
    return values()[Math.floorMod(Math.round(degrees / 90), 4)];
  }

  /** {@return how far it turns: degrees clockwise: 0, 90, 180 or 270} */
  public int degrees() {
    return degrees;
  }

  /**
   * Tells whether a turned image is as wide as the image was high.
   *
   * @return true for 90 and 270 degrees
   */
  public boolean swapsSides() {
    return this == RIGHT || this == LEFT;
  }

  /** {@return the turn that undoes this one} */
  public QuarterTurn back() {
    return clockwise(-degrees);
  }

  /**
   * Turns an image.
   *
   * @param image the image
   * @return the turned one; the same one for {@link #NONE}
   */
  public RgbImage apply(RgbImage image) {
    return this == NONE ? image : rotated(image, code);
  }

  private static RgbImage rotated(RgbImage image, int code) {
    try (Mat mat = MatPixels.of(image);
        Mat turned = new Mat()) {
      opencv_core.rotate(mat, turned, code);
      return MatPixels.image(turned);
    }
  }
}
