package io.github.gradcam.evaluate.labels;

import io.github.gradcam.image.RgbImage;

/**
 * An image at 32 x 32 in grey, by which copies are told however large they are and however they are
 * compressed.
 *
 * @param grey {@value #SIZE} rows of as many values, 0..255
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record GreyThumbnail(float[] grey) {

  /** Rows and columns. */
  public static final int SIZE = 32;

  /**
   * Checks the size.
   *
   * @throws IllegalArgumentException if there are not 32 x 32 values
   */
  public GreyThumbnail {
    if (grey.length != SIZE * SIZE) {
      throw new IllegalArgumentException(
          "Expected %d x %d grey values, found %d".formatted(SIZE, SIZE, grey.length));
    }
  }

  /**
   * Shrinks an image: each value is the mean over its part of the image, in which pixels at the rim
   * count by the area within.
   *
   * @param image any size; the sides are stretched to be equal
   * @return its thumbnail
   */
  public static GreyThumbnail of(RgbImage image) {
    int width = image.width();
    int height = image.height();
    float[] columns = new float[height * SIZE];
    float[] grey = new float[width];
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        grey[column] = (float) image.brightness(row * width + column);
      }
      shrink(grey, 0, 1, width, columns, row * SIZE, 1);
    }
    float[] both = new float[SIZE * SIZE];
    for (int column = 0; column < SIZE; column++) {
      shrink(columns, column, SIZE, height, both, column, SIZE);
    }
    return new GreyThumbnail(both);
  }

  /** Means of {@value #SIZE} equal parts of a line. */
  private static void shrink(
      float[] in, int from, int step, int length, float[] out, int to, int outStep) {
    double part = (double) length / SIZE;
    for (int i = 0; i < SIZE; i++) {
      double begin = i * part;
      double end = begin + part;
      double sum = 0;
      for (int pixel = (int) begin; pixel < Math.min(length, Math.ceil(end)); pixel++) {
        double covered = Math.min(end, pixel + 1) - Math.max(begin, pixel);
        sum += covered * in[from + pixel * step];
      }
      out[to + i * outStep] = (float) (sum / part);
    }
  }
}
