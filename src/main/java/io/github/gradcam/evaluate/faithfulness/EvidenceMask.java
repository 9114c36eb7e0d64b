package io.github.gradcam.evaluate.faithfulness;

import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.image.codec.ImageReadException;
import java.nio.file.Path;
import java.util.BitSet;

/**
 * A mask of the image's proportions in which everything but black is evidence.
 *
 * @param file stored without loss, such as a PNG
 */
record EvidenceMask(Path file) implements EvidenceSource {

  @Override
  public KnownEvidence evidence(Path photo, int width, int height) throws ImageReadException {
    RgbImage mask = ImageFiles.read(file);
    BitSet bits = new BitSet();
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        int y = nearest(row, height, mask.height());
        int x = nearest(column, width, mask.width());
        bits.set(row * width + column, bright(mask, y * mask.width() + x));
      }
    }
    return new KnownEvidence(width, height, bits);
  }

  /** The pixel of the mask in which the centre of a new pixel lies. */
  private static int nearest(int pixel, int pixels, int maskPixels) {
    return (int) ((pixel + 0.5) * maskPixels / pixels);
  }

  private static boolean bright(RgbImage mask, int pixel) {
    int at = pixel * RgbImage.CHANNELS;
    byte[] pixels = mask.pixels();
    return (pixels[at] | pixels[at + 1] | pixels[at + 2]) != 0;
  }
}
