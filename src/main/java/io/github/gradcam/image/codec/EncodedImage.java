package io.github.gradcam.image.codec;

import io.github.gradcam.image.FileBytes;
import io.github.gradcam.image.Mask;
import io.github.gradcam.image.MatPixels;
import io.github.gradcam.image.RgbImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/** An image coded for a file. */
@SuppressWarnings("ArrayRecordComponent") // content is handed on, never compared
record EncodedImage(byte[] bytes) {

  private static final int JPEG_QUALITY = 92;
  private static final Set<String> JPEG = Set.of("jpg", "jpeg");
  private static final Set<String> OTHERS = Set.of("png", "bmp", "tif", "tiff", "webp");

  /** Codes an image as an extension, in lower case, asks for. */
  static EncodedImage of(RgbImage image, String extension) {
    if (!JPEG.contains(extension) && !OTHERS.contains(extension)) {
      throw new IllegalArgumentException(
          "Expected a name that ends in .png, .jpg, .jpeg, .bmp, .tif, .tiff or .webp, found \"%s\""
              .formatted(extension));
    }
    try (Mat mat = MatPixels.of(image)) {
      opencv_imgproc.cvtColor(mat, mat, opencv_imgproc.COLOR_RGB2BGR);
      return of(mat, extension, JPEG_QUALITY);
    }
  }

  /** Codes an image as a JPEG of a quality of 1 to 100. */
  static EncodedImage jpeg(RgbImage image, int quality) {
    if (quality < 1 || quality > 100) {
      throw new IllegalArgumentException("Expected a quality of 1 to 100, found " + quality);
    }
    try (Mat mat = MatPixels.of(image)) {
      opencv_imgproc.cvtColor(mat, mat, opencv_imgproc.COLOR_RGB2BGR);
      return of(mat, "jpg", quality);
    }
  }

  /** Codes a mask as a PNG of one channel. */
  static EncodedImage png(Mask mask) {
    try (Mat mat = MatPixels.of(mask)) {
      return of(mat, "png", JPEG_QUALITY);
    }
  }

  private static EncodedImage of(Mat mat, String extension, int quality) {
    try (BytePointer coded = new BytePointer();
        IntPointer options =
            JPEG.contains(extension)
                ? new IntPointer(opencv_imgcodecs.IMWRITE_JPEG_QUALITY, quality)
                : new IntPointer(0L)) {
      if (!opencv_imgcodecs.imencode("." + extension, mat, coded, options)) {
        throw new IllegalArgumentException(
            "Expected an image that fits a .%s file, found %d x %d pixels"
                .formatted(extension, mat.cols(), mat.rows()));
      }
      byte[] bytes = new byte[Math.toIntExact(coded.limit())];
      coded.get(bytes);
      return new EncodedImage(bytes);
    }
  }

  /** Writes a file that appears whole or not at all. */
  void save(Path file) throws IOException {
    FileBytes.write(file, bytes);
  }
}
