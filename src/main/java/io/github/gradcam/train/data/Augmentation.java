package io.github.gradcam.train.data;

import io.github.gradcam.image.Warp;
import java.util.random.RandomGenerator;

/**
 * Random changes that leave the class of an image as it is; the crop, shift, rotation and flip are
 * one warp, so that the pixels are sampled once.
 *
 * @param flip whether half of the images are mirrored left to right
 * @param minScale the smallest share of the image's area that a random crop keeps, above 0 and at
 *     most 1; 1 crops nothing. The crop's sides are stretched by 3/4 to 4/3 against each other
 * @param maxShift the largest move in each direction, as a share of the image's side, 0..1
 * @param maxRotationDegrees the largest turn to either side, 0..180
 * @param brightness the largest change of brightness, as a share of white, 0..1
 * @param contrast the largest relative change of contrast about mid-grey, 0..1
 */
public record Augmentation(
    boolean flip,
    double minScale,
    double maxShift,
    double maxRotationDegrees,
    double brightness,
    double contrast) {

  /** No change: the whole image at the size of the network. */
  public static final Augmentation NONE = new Augmentation(false, 1, 0, 0, 0, 0);

  private static final double MID_GREY = 127.5;
  private static final double WHITE = 255;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a value is out of its range
   */
  public Augmentation {
    if (!(minScale > 0 && minScale <= 1)) {
      throw new IllegalArgumentException(
          "Expected a smallest crop above 0 and at most 1, found " + minScale);
    }
    check("shift", maxShift, 1);
    check("rotation", maxRotationDegrees, 180);
    check("brightness", brightness, 1);
    check("contrast", contrast, 1);
  }

  /**
   * Draws one warp.
   *
   * @param random where the choices come from
   * @param inWidth the image's columns
   * @param inHeight the image's rows
   * @param outWidth the network's columns
   * @param outHeight the network's rows
   * @return the map from output to input pixels, with the gain and bias of the pixel values
   *     (0..255)
   */
  public Warp sample(
      RandomGenerator random, int inWidth, int inHeight, int outWidth, int outHeight) {
    Crop crop = Crop.sample(random, minScale);
    double left = crop.left() + symmetric(random, maxShift);
    double top = crop.top() + symmetric(random, maxShift);
    double angle = Math.toRadians(symmetric(random, maxRotationDegrees));
    double mirror = flip && random.nextBoolean() ? -1 : 1;
    double gain = 1 + symmetric(random, contrast);
    double bias = symmetric(random, brightness) * WHITE + MID_GREY * (1 - gain);

    double stepX = mirror * crop.width() * inWidth / outWidth;
    double stepY = crop.height() * inHeight / outHeight;
    double m00 = Math.cos(angle) * stepX;
    double m01 = -Math.sin(angle) * stepY;
    double m10 = Math.sin(angle) * stepX;
    double m11 = Math.cos(angle) * stepY;
    // The centre of the output falls on the centre of the crop; pixel centres lie at half numbers.
    double outX = (outWidth - 1) / 2.0;
    double outY = (outHeight - 1) / 2.0;
    double inX = (left + crop.width() / 2) * inWidth - 0.5;
    double inY = (top + crop.height() / 2) * inHeight - 0.5;
    return new Warp(
        m00,
        m01,
        inX - m00 * outX - m01 * outY,
        m10,
        m11,
        inY - m10 * outX - m11 * outY,
        (float) gain,
        (float) bias);
  }

  private static double symmetric(RandomGenerator random, double limit) {
    return (2 * random.nextDouble() - 1) * limit;
  }

  private static void check(String what, double value, double max) {
    if (!(value >= 0 && value <= max)) {
      throw new IllegalArgumentException(
          "Expected a largest %s of 0 to %s, found %s".formatted(what, max, value));
    }
  }
}
