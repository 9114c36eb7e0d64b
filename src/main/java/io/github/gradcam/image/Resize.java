package io.github.gradcam.image;

import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** Changes the size of images and maps; pixel centres lie at half numbers. */
public final class Resize {

  /** Bilinear sampling skips pixels when it shrinks by more than this. */
  private static final double LARGEST_BILINEAR_SHRINK = 2;

  /**
   * How many pixels a side of the result averages at least after halving. With so many, halving
   * first changes a value by a few of 255; with one to two, it blurs by up to 40.
   */
  private static final int AVERAGED = 3;

  private Resize() {}

  /**
   * Resizes an image bilinearly, or by averaging areas where it shrinks by more than two, so that
   * fine structure does not alias.
   *
   * @param image the image
   * @param width new columns, at least 1
   * @param height new rows, at least 1
   * @return the resized image; the same one if it has that size already
   */
  public static RgbImage bilinear(RgbImage image, int width, int height) {
    check(width, height);
    if (image.width() == width && image.height() == height) {
      return image;
    }
    double shrinkX = (double) image.width() / width;
    double shrinkY = (double) image.height() / height;
    boolean average =
        Math.min(shrinkX, shrinkY) >= 1 && Math.max(shrinkX, shrinkY) > LARGEST_BILINEAR_SHRINK;
    try (Mat in = MatPixels.of(image);
        Mat out = new Mat()) {
      if (average) {
        halve(in, width, height);
      }
      resize(in, out, width, height, average);
      return MatPixels.image(out);
    }
  }

  /** Averages squares of four pixels while that leaves enough, as it takes half of the time. */
  private static void halve(Mat mat, int width, int height) {
    while (mat.cols() % 2 == 0
        && mat.rows() % 2 == 0
        && mat.cols() / 2 >= AVERAGED * width
        && mat.rows() / 2 >= AVERAGED * height) {
      try (Mat half = new Mat()) {
        resize(mat, half, mat.cols() / 2, mat.rows() / 2, true);
        mat.put(half);
      }
    }
  }

  /**
   * Shrinks an image so that it fits into a square, as {@link #bilinear(RgbImage, int, int)} does.
   *
   * @param image the image
   * @param side the longest side that it may have, at least 1
   * @return the image with its proportions; the same one if it fits already
   */
  public static RgbImage within(RgbImage image, int side) {
    int longest = Math.max(image.width(), image.height());
    if (longest <= side) {
      return image;
    }
    double scale = (double) side / longest;
    int width = (int) Math.max(1, Math.round(image.width() * scale));
    int height = (int) Math.max(1, Math.round(image.height() * scale));
    return bilinear(image, width, height);
  }

  /**
   * Resizes a map bilinearly.
   *
   * @param map values in the order [row][column]
   * @param width the map's columns
   * @param height the map's rows
   * @param newWidth new columns, at least 1
   * @param newHeight new rows, at least 1
   * @return {@code newHeight * newWidth} values; a new array even if the size stays
   */
  public static float[] bilinear(float[] map, int width, int height, int newWidth, int newHeight) {
    check(newWidth, newHeight);
    try (Mat in = MatPixels.of(map, width, height);
        Mat out = new Mat()) {
      resize(in, out, newWidth, newHeight, false);
      return MatPixels.floats(out);
    }
  }

  /**
   * Shrinks a map by averaging the area that each new value covers.
   *
   * @param map values in the order [row][column]
   * @param width the map's columns
   * @param height the map's rows
   * @param newWidth new columns, 1 to {@code width}
   * @param newHeight new rows, 1 to {@code height}
   * @return {@code newHeight * newWidth} values; a new array even if the size stays
   * @throws IllegalArgumentException if a side would grow
   */
  public static float[] averaged(float[] map, int width, int height, int newWidth, int newHeight) {
    check(newWidth, newHeight);
    if (newWidth > width || newHeight > height) {
      throw new IllegalArgumentException(
          "Expected a new size of at most %d x %d, found %d x %d"
              .formatted(width, height, newWidth, newHeight));
    }
    try (Mat in = MatPixels.of(map, width, height);
        Mat out = new Mat()) {
      resize(in, out, newWidth, newHeight, true);
      return MatPixels.floats(out);
    }
  }

  static void resize(Mat in, Mat out, int width, int height, boolean average) {
    int filter = average ? opencv_imgproc.INTER_AREA : opencv_imgproc.INTER_LINEAR;
    try (Size size = new Size(width, height)) {
      opencv_imgproc.resize(in, out, size, 0, 0, filter);
    }
  }

  /** Refuses a size without pixels. */
  static void check(int width, int height) {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "Expected a new size of at least 1 x 1 pixels, found " + width + " x " + height);
    }
  }
}
