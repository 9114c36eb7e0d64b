package io.github.gradcam.image.codec;

import io.github.gradcam.image.FailureWords;
import io.github.gradcam.image.RgbImage;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * Reads pictures row by row through the JDK, keeping only every n-th pixel: for formats that OpenCV
 * would hold in memory as a whole, and for GIF.
 */
final class SubsampledReader {

  private static final int WHITE = 255;

  private SubsampledReader() {}

  /** The size of the picture and, for TIFF, its orientation. */
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
      return rgb(reader.read(0, every));
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

  /** Takes the stored values as they are: the JDK's own conversion would brighten grey ones. */
  private static RgbImage rgb(BufferedImage image) {
    int width = image.getWidth();
    byte[] pixels = new byte[image.getHeight() * width * RgbImage.CHANNELS];
    boolean palette = image.getColorModel() instanceof IndexColorModel;
    Raster raster = image.getRaster();
    int[] row = new int[width * raster.getNumBands()];
    for (int y = 0, at = 0; y < image.getHeight(); y++, at += width * RgbImage.CHANNELS) {
      if (palette) {
        argbRow(image.getRGB(0, y, width, 1, null, 0, width), pixels, at);
      } else {
        raster.getPixels(0, y, width, 1, row);
        scaleToBytes(row, raster.getSampleModel().getSampleSize(0));
        sampleRow(row, raster.getNumBands(), pixels, at);
      }
    }
    return new RgbImage(width, image.getHeight(), pixels);
  }

  private static void scaleToBytes(int[] row, int bits) {
    if (bits != Byte.SIZE) {
      long largest = (1L << bits) - 1;
      Arrays.setAll(row, i -> (int) ((row[i] & largest) * WHITE / largest));
    }
  }

  private static void sampleRow(int[] row, int bands, byte[] pixels, int start) {
    int alphaBand = bands == 2 || bands == 4 ? bands - 1 : -1;
    int at = start;
    for (int i = 0; i < row.length; i += bands) {
      int alpha = alphaBand < 0 ? WHITE : row[i + alphaBand];
      for (int channel = 0; channel < RgbImage.CHANNELS; channel++) {
        pixels[at++] = overWhite(row[bands < 3 ? i : i + channel], alpha);
      }
    }
  }

  private static void argbRow(int[] row, byte[] pixels, int start) {
    int at = start;
    for (int argb : row) {
      for (int shift = 16; shift >= 0; shift -= 8) {
        pixels[at++] = overWhite(argb >> shift & 0xff, argb >>> 24);
      }
    }
  }

  private static byte overWhite(int value, int alpha) {
    return (byte) (WHITE + (value - WHITE) * alpha / WHITE);
  }
}
