package io.github.gradcam.image;

import java.util.List;

/** What a network takes: uint8 RGB of square images, [N][size][size][3]. */
public final class InputPixels {

  private InputPixels() {}

  /**
   * Resizes an image to a network's input, as {@link Resize} does.
   *
   * @param image the image
   * @param size rows and columns of the input, at least 1
   * @return [size][size][3]; the image's own pixels if it has that size already
   */
  public static byte[] of(RgbImage image, int size) {
    return Resize.bilinear(image, size, size).pixels();
  }

  /**
   * Joins inputs to a batch.
   *
   * @param inputs N of equal length
   * @return [N][length]
   * @throws IllegalArgumentException if one has another length than the first
   */
  public static byte[] joined(List<byte[]> inputs) {
    int length = inputs.isEmpty() ? 0 : inputs.get(0).length;
    byte[] joined = new byte[Math.multiplyExact(inputs.size(), length)];
    for (int i = 0; i < inputs.size(); i++) {
      byte[] input = inputs.get(i);
      if (input.length != length) {
        throw new IllegalArgumentException(
            "Expected %d bytes for each input, found %d".formatted(length, input.length));
      }
      System.arraycopy(input, 0, joined, i * length, length);
    }
    return joined;
  }
}
