package io.github.gradcam.image;

/**
 * Which pixels of an image belong to something.
 *
 * @param width columns
 * @param height rows
 * @param pixels {@code height * width} bytes in the order [row][column], 255 for those that belong,
 *     else 0; shared, not copied
 */
@SuppressWarnings("ArrayRecordComponent") // pixels are handed on, never compared
public record Mask(int width, int height, byte[] pixels) {

  /**
   * Checks that the buffer holds the mask.
   *
   * @throws IllegalArgumentException if a side is not positive or the buffer has another length
   */
  public Mask {
    if (width < 1 || height < 1 || pixels.length != (long) width * height) {
      throw new IllegalArgumentException(
          "Expected a mask of %d x %d pixels, found %d".formatted(width, height, pixels.length));
    }
  }
}
