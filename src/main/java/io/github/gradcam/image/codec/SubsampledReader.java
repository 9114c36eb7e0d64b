package io.github.gradcam.image.codec;

import io.github.gradcam.image.FailureWords;
import io.github.gradcam.image.RgbImage;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * Reads images row by row through the JDK, keeping only every n-th pixel: for formats that OpenCV
 * would hold in memory as a whole, and for GIF.
 */
final class SubsampledReader {

  private SubsampledReader() {}

  /** The size of the image and, for TIFF, its orientation. */
  static ImageHeader header(ImageFormat format, byte[] bytes) throws ImageReadException {
    int orientation =
        format == ImageFormat.TIFF ? ExifOrientation.find(bytes, 0) : ExifOrientation.UPRIGHT;
    return header(format, new BytesInputStream(bytes), orientation);
  }

  static ImageHeader header(ImageFormat format, ImageInputStream stream, int orientation)
      throws ImageReadException {
    ImageReader reader = reader(format);
    try {
      reader.setInput(stream, true, true);
      return new ImageHeader(
          format, reader.getWidth(0), reader.getHeight(0), orientation, false, false);
    } catch (IOException | RuntimeException e) {
      throw damaged(format, e);
    } finally {
      reader.dispose();
    }
  }

  /**
   * Reads every {@code step}-th pixel of every {@code step}-th row; transparent parts are white.
   */
  static RgbImage read(ImageFormat format, ImageInputStream stream, int step)
      throws ImageReadException {
    ImageReader reader = reader(format);
    try {
      reader.setInput(stream, true, true);
      ImageReadParam every = reader.getDefaultReadParam();
      every.setSourceSubsampling(step, step, 0, 0);
      return BufferedImages.rgb(reader.read(0, every));
    } catch (IOException | RuntimeException e) {
      throw damaged(format, e);
    } finally {
      reader.dispose();
    }
  }

  private static ImageReader reader(ImageFormat format) {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format.name());
    return readers.next();
  }

  /** What the JDK's readers say in words is passed on; where they trip, they only name indexes. */
  private static ImageReadException damaged(ImageFormat format, Exception cause) {
    String unknown = "its data cannot be unpacked";
    String reason = cause instanceof IOException ? FailureWords.of(cause, unknown) : unknown;
    ImageReadException failure =
        new ImageReadException("the %s file is damaged or truncated: %s".formatted(format, reason));
    failure.initCause(cause);
    return failure;
  }
}
