package io.github.gradcam.evaluate.faithfulness;

import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.image.codec.ImageReadException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;

/**
 * Boxes in the pixels of an image.
 *
 * @param imageWidth columns of the image; 0 if the image has to be asked
 * @param imageHeight rows of the image; 0 if the image has to be asked
 * @param boxes what is evidence
 */
record EvidenceBoxes(int imageWidth, int imageHeight, List<Box> boxes) implements EvidenceSource {

  /**
   * A box.
   *
   * @param x its left side
   * @param y its upper side
   * @param width above 0
   * @param height above 0
   */
  record Box(double x, double y, double width, double height) {}

  @Override
  public KnownEvidence evidence(Path photo, int width, int height) throws ImageReadException {
    ImageFiles.Size size =
        imageWidth > 0 && imageHeight > 0
            ? new ImageFiles.Size(imageWidth, imageHeight)
            : ImageFiles.size(photo);
    double across = (double) width / size.width();
    double down = (double) height / size.height();
    BitSet bits = new BitSet();
    for (Box box : boxes) {
      int[] columns = centresWithin(box.x() * across, box.width() * across, width);
      int[] rows = centresWithin(box.y() * down, box.height() * down, height);
      for (int row = rows[0]; row < rows[1]; row++) {
        bits.set(row * width + columns[0], row * width + columns[1]);
      }
    }
    return new KnownEvidence(width, height, bits);
  }

  /**
   * First and end of the pixels whose centre lies in a range; for a range between two centres, the
   * pixel in which it lies. What lies outside of the image is cut off.
   */
  private static int[] centresWithin(double from, double length, int pixels) {
    double start = Math.max(0, from);
    double stop = Math.min(pixels, from + length);
    if (start >= stop) {
      return new int[2];
    }
    int first = (int) Math.ceil(start - 0.5);
    int end = (int) Math.ceil(stop - 0.5);
    int middle = (int) ((start + stop) / 2);
    return first < end ? new int[] {first, end} : new int[] {middle, middle + 1};
  }
}
