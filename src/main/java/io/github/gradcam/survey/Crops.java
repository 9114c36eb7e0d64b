package io.github.gradcam.survey;

import io.github.gradcam.image.RgbImage;

/** Crops of images. */
final class Crops {

  /** Of a side of the image. */
  private static final double SHARE = 0.4;

  private Crops() {}

  /**
   * A square about a place, moved to lie within the image.
   *
   * @param image of any size
   * @param x where its middle is, from left to right, 0..1
   * @param y from top to bottom
   * @return a crop of 2/5 of the shorter side
   */
  static RgbImage about(RgbImage image, double x, double y) {
    int side = Math.max(1, (int) Math.round(SHARE * Math.min(image.width(), image.height())));
    int left = within(x * image.width() - side / 2.0, image.width() - side);
    int top = within(y * image.height() - side / 2.0, image.height() - side);
    int row = side * RgbImage.CHANNELS;
    byte[] pixels = new byte[side * row];
    for (int line = 0; line < side; line++) {
      int from = ((top + line) * image.width() + left) * RgbImage.CHANNELS;
      System.arraycopy(image.pixels(), from, pixels, line * row, row);
    }
    return new RgbImage(side, side, pixels);
  }

  private static int within(double wanted, int most) {
    return (int) Math.max(0, Math.min(most, Math.round(wanted)));
  }
}
