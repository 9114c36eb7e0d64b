package io.github.gradcam.image.draw;

import io.github.gradcam.image.RgbImage;
import java.util.Arrays;

/** A white sheet that images are put on. */
final class Canvas {

  private static final byte WHITE = (byte) 255;

  private final RgbImage sheet;

  Canvas(int width, int height) {
    long length = (long) width * height * RgbImage.CHANNELS;
    sheet = new RgbImage(width, height, new byte[Math.toIntExact(length)]);
    Arrays.fill(sheet.pixels(), WHITE);
  }

  /** Puts an image with its top left corner at (x, y); it has to lie within the sheet. */
  void put(RgbImage picture, int x, int y) {
    int row = picture.width() * RgbImage.CHANNELS;
    for (int i = 0; i < picture.height(); i++) {
      int at = ((y + i) * sheet.width() + x) * RgbImage.CHANNELS;
      System.arraycopy(picture.pixels(), i * row, sheet.pixels(), at, row);
    }
  }

  /** The sheet itself, not a copy. */
  RgbImage image() {
    return sheet;
  }
}
