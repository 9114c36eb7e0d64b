package io.github.gradcam.image;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/** Carries pixels between Java arrays and OpenCV's matrices: one copy each way. */
public final class MatPixels {

  static {
    OpenCv.load();
  }

  private MatPixels() {}

  /** A copy of the image as [height, width] of three bytes, in RGB order; the caller closes it. */
  public static Mat of(RgbImage image) {
    Mat mat = new Mat(image.height(), image.width(), opencv_core.CV_8UC3);
    try (BytePointer data = mat.data()) {
      data.put(image.pixels());
    }
    return mat;
  }

  /** A copy of the map as [height, width] of float; the caller closes it. */
  public static Mat of(float[] map, int width, int height) {
    if (width < 1 || height < 1 || map.length != (long) width * height) {
      throw new IllegalArgumentException(
          "Expected a map of %d x %d values, found %d".formatted(width, height, map.length));
    }
    Mat mat = new Mat(height, width, opencv_core.CV_32FC1);
    try (BytePointer data = mat.data();
        FloatPointer floats = new FloatPointer(data)) {
      floats.put(map);
    }
    return mat;
  }

  /** A copy of the mask as [height, width] of one byte; the caller closes it. */
  public static Mat of(Mask mask) {
    Mat mat = new Mat(mask.height(), mask.width(), opencv_core.CV_8UC1);
    try (BytePointer data = mat.data()) {
      data.put(mask.pixels());
    }
    return mat;
  }

  /** A copy of the bytes as one row; the caller closes it. */
  public static Mat row(byte[] bytes) {
    Mat mat = new Mat(1, bytes.length, opencv_core.CV_8UC1);
    try (BytePointer data = mat.data()) {
      data.put(bytes);
    }
    return mat;
  }

  /** Copies a continuous matrix of three bytes a pixel, in RGB order. */
  public static RgbImage image(Mat rgb) {
    byte[] pixels = new byte[Math.multiplyExact(rgb.rows() * RgbImage.CHANNELS, rgb.cols())];
    try (BytePointer data = rgb.data()) {
      data.get(pixels);
    }
    return new RgbImage(rgb.cols(), rgb.rows(), pixels);
  }

  /** Copies a continuous matrix of one float a pixel. */
  static float[] floats(Mat map) {
    float[] values = new float[Math.multiplyExact(map.rows(), map.cols())];
    try (BytePointer data = map.data();
        FloatPointer floats = new FloatPointer(data)) {
      floats.get(values);
    }
    return values;
  }

  /** Copies a continuous matrix of one byte a pixel. */
  static byte[] bytes(Mat mask) {
    byte[] values = new byte[Math.multiplyExact(mask.rows(), mask.cols())];
    try (BytePointer data = mask.data()) {
      data.get(values);
    }
    return values;
  }

  /** Copies a continuous matrix of ints, all channels in turn; an empty one has none. */
  static int[] ints(Mat mat) {
    int[] values = new int[Math.toIntExact(mat.total() * mat.channels())];
    if (values.length == 0) {
      return values;
    }
    try (BytePointer data = mat.data();
        IntPointer ints = new IntPointer(data)) {
      ints.get(values);
    }
    return values;
  }
}
