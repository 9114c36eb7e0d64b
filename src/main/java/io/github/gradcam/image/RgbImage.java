package io.github.gradcam.image;

/**
 * An image in memory: 8-bit red, green, blue, interleaved, rows from top to bottom.
 *
 * @param width columns, at least 1
 * @param height rows, at least 1
 * @param pixels {@code height * width * 3} bytes in the order [row][column][R, G, B]; shared, not
 *     copied
 */
@SuppressWarnings("ArrayRecordComponent") // pixels are handed on, never compared
public record RgbImage(int width, int height, byte[] pixels) {

  /** Bytes a pixel takes: red, green, blue. */
  public static final int CHANNELS = 3;

  /**
   * Checks that the buffer holds the image.
   *
   * @throws IllegalArgumentException if a side is not positive or the buffer has another length
   */
  public RgbImage {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "Expected an image of at least 1 x 1 pixels, found " + width + " x " + height);
    }
    if (pixels.length != (long) width * height * CHANNELS) {
      throw new IllegalArgumentException(
          "Expected %d bytes for %d x %d RGB pixels, found %d"
              .formatted((long) width * height * CHANNELS, width, height, pixels.length));
    }
  }

  /**
   * The brightness of a pixel by ITU-R BT.601: 0.299 red + 0.587 green + 0.114 blue.
   *
   * @param pixel its place, row by row, from 0
   * @return 0..255
   */
  public double brightness(int pixel) {
    int at = pixel * CHANNELS;
    return 0.299 * (pixels[at] & 0xff)
        + 0.587 * (pixels[at + 1] & 0xff)
        + 0.114 * (pixels[at + 2] & 0xff);
  }
}
