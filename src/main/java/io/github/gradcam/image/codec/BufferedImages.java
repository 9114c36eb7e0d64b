package io.github.gradcam.image.codec;

import io.github.gradcam.image.RgbImage;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.util.Arrays;

/** Between the JDK's images and the project's. */
public final class BufferedImages {

  private static final int WHITE = 255;

  private BufferedImages() {}

  /**
   * Converts an image of the JDK.
   *
   * @param image of any type; grey and RGB values are taken as they are stored, whatever colour
   *     space the image names, as a decoder of files does
   * @return uint8 RGB [H, W, 3], opaque over white
   */
  public static RgbImage rgb(BufferedImage image) {
    int width = image.getWidth();
    byte[] pixels = new byte[Math.multiplyExact(image.getHeight() * RgbImage.CHANNELS, width)];
    boolean stored = isStoredAsGreyOrRgb(image.getColorModel());
    Raster raster = image.getRaster();
    int[] row = new int[width * raster.getNumBands()];
    for (int y = 0, at = 0; y < image.getHeight(); y++, at += width * RgbImage.CHANNELS) {
      if (stored) {
        // The JDK's own conversion would brighten grey values.
        raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
        scaleToBytes(row, raster.getSampleModel().getSampleSize(0));
        sampleRow(row, raster.getNumBands(), pixels, at);
      } else {
        argbRow(image.getRGB(0, y, width, 1, null, 0, width), pixels, at);
      }
    }
    return new RgbImage(width, image.getHeight(), pixels);
  }

  /**
   * Converts to an image of the JDK.
   *
   * @param image uint8 RGB [H, W, 3]
   * @return of {@link BufferedImage#TYPE_INT_RGB}
   */
  public static BufferedImage of(RgbImage image) {
    byte[] pixels = image.pixels();
    int[] packed = new int[image.width() * image.height()];
    for (int i = 0, at = 0; i < packed.length; i++, at += RgbImage.CHANNELS) {
      packed[i] =
          (pixels[at] & 0xff) << 16 | (pixels[at + 1] & 0xff) << 8 | (pixels[at + 2] & 0xff);
    }
    BufferedImage result =
        new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
    result.getRaster().setDataElements(0, 0, image.width(), image.height(), packed);
    return result;
  }

  /** Whole samples of equal size, grey or RGB, with or without an alpha of their own. */
  private static boolean isStoredAsGreyOrRgb(ColorModel model) {
    int space = model.getColorSpace().getType();
    int transfer = model.getTransferType();
    return !(model instanceof IndexColorModel)
        && !model.isAlphaPremultiplied()
        && (space == ColorSpace.TYPE_GRAY || space == ColorSpace.TYPE_RGB)
        && transfer != DataBuffer.TYPE_SHORT
        && transfer != DataBuffer.TYPE_FLOAT
        && transfer != DataBuffer.TYPE_DOUBLE
        && Arrays.stream(model.getComponentSize()).distinct().count() == 1;
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
