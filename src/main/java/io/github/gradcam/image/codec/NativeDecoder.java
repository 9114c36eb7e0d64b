package io.github.gradcam.image.codec;

import io.github.gradcam.image.MatPixels;
import io.github.gradcam.image.RgbImage;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/** Decodes whole files by OpenCV to upright RGB pixels of 8 bits, opaque over white. */
final class NativeDecoder {

  private static final double SIXTEEN_TO_EIGHT_BITS = 1 / 257.0;

  /** OpenCV's words where the system gives it none: no fault of the image, which is bounded. */
  private static final String NO_MEMORY = "Insufficient memory";

  private NativeDecoder() {}

  /** Decodes at 1, 1/2, 1/4 or 1/8 of the size. */
  static RgbImage decode(byte[] bytes, ImageHeader header, int denominator)
      throws ImageReadException {
    boolean alpha = header.alpha() && denominator == 1;
    int flags = alpha ? opencv_imgcodecs.IMREAD_UNCHANGED : colorFlags(denominator);
    try (Mat coded = MatPixels.row(bytes);
        Mat mat = opencv_imgcodecs.imdecode(coded, flags)) {
      if (mat.empty()) {
        throw new ImageReadException(
            "the %s file is damaged or truncated: its pixels cannot be decoded"
                .formatted(header.format()));
      }
      if (alpha) {
        toOpaqueRgb(mat);
      }
      if (header.format() != ImageFormat.TIFF) { // which OpenCV has turned already
        ExifOrientation.apply(mat, header.orientation());
      }
      return MatPixels.image(mat);
    } catch (RuntimeException e) {
      if (String.valueOf(e.getMessage()).contains(NO_MEMORY)) {
        throw (Error) new OutOfMemoryError("for the pixels of an image").initCause(e);
      }
      ImageReadException failure =
          new ImageReadException(
              "the %s file is damaged: its pixels cannot be decoded".formatted(header.format()));
      failure.initCause(e);
      throw failure;
    }
  }

  private static int colorFlags(int denominator) {
    int scale =
        switch (denominator) {
          case 1 -> opencv_imgcodecs.IMREAD_COLOR;
          case 2 -> opencv_imgcodecs.IMREAD_REDUCED_COLOR_2;
          case 4 -> opencv_imgcodecs.IMREAD_REDUCED_COLOR_4;
          default -> opencv_imgcodecs.IMREAD_REDUCED_COLOR_8;
        };
    // OpenCV's BGR flag is 1 and its RGB flag replaces it.
    return (scale & ~opencv_imgcodecs.IMREAD_COLOR)
        | opencv_imgcodecs.IMREAD_COLOR_RGB
        | opencv_imgcodecs.IMREAD_IGNORE_ORIENTATION;
  }

  private static void toOpaqueRgb(Mat mat) {
    if (mat.depth() == opencv_core.CV_16U) {
      mat.convertTo(mat, opencv_core.CV_8U, SIXTEEN_TO_EIGHT_BITS, 0);
    }
    switch (mat.channels()) {
      case 1 -> opencv_imgproc.cvtColor(mat, mat, opencv_imgproc.COLOR_GRAY2RGB);
      case 3 -> opencv_imgproc.cvtColor(mat, mat, opencv_imgproc.COLOR_BGR2RGB);
      default -> overWhite(mat);
    }
  }

  /** BGRA to RGB: colour * alpha + white * (1 - alpha). */
  private static void overWhite(Mat mat) {
    try (Mat alpha = new Mat()) {
      opencv_core.extractChannel(mat, alpha, 3);
      opencv_imgproc.cvtColor(alpha, alpha, opencv_imgproc.COLOR_GRAY2RGB);
      opencv_imgproc.cvtColor(mat, mat, opencv_imgproc.COLOR_BGRA2RGB);
      opencv_core.multiply(mat, alpha, mat, 1 / 255.0, -1);
      opencv_core.bitwise_not(alpha, alpha);
      opencv_core.add(mat, alpha, mat);
    }
  }
}
