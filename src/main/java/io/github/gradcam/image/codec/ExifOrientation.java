package io.github.gradcam.image.codec;

import io.github.gradcam.image.MatPixels;
import io.github.gradcam.image.RgbImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/** EXIF's orientation: 1 to 8, how a stored image has to be turned to stand upright. */
final class ExifOrientation {

  /** Stored as it is seen. */
  static final int UPRIGHT = 1;

  private static final int TAG = 0x0112;
  private static final int ENTRY = 12;

  private ExifOrientation() {}

  /** The orientation in the TIFF structure at an offset; 1 if it has none or is damaged. */
  static int find(byte[] bytes, int tiff) {
    if (tiff + 8 > bytes.length) {
      return UPRIGHT;
    }
    ByteOrder order = bytes[tiff] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(order);
    try {
      int directory = Math.addExact(tiff, buffer.getInt(tiff + 4));
      int entries = buffer.getShort(directory) & 0xffff;
      for (int entry = directory + 2; entries > 0; entries--, entry += ENTRY) {
        if ((buffer.getShort(entry) & 0xffff) == TAG) {
          int value = buffer.getShort(entry + 8);
          return value >= 1 && value <= 8 ? value : UPRIGHT;
        }
      }
    } catch (IndexOutOfBoundsException | ArithmeticException e) {
      return UPRIGHT;
    }
    return UPRIGHT;
  }

  /** The image turned upright. */
  static RgbImage apply(RgbImage image, int orientation) {
    if (orientation == UPRIGHT) {
      return image;
    }
    try (Mat mat = MatPixels.of(image)) {
      apply(mat, orientation);
      return MatPixels.image(mat);
    }
  }

  /** Turns the image upright in place. */
  static void apply(Mat mat, int orientation) {
    if (orientation >= 5) {
      transpose(mat);
    }
    switch (orientation) {
      case 2, 6 -> opencv_core.flip(mat, mat, 1);
      case 3, 7 -> opencv_core.flip(mat, mat, -1);
      case 4, 8 -> opencv_core.flip(mat, mat, 0);
      default -> {}
    }
  }

  private static void transpose(Mat mat) {
    try (Mat turned = new Mat()) {
      opencv_core.transpose(mat, turned);
      mat.put(turned);
    }
  }
}
