package io.github.gradcam.evaluate.faithfulness;

import io.github.gradcam.image.Resize;
import io.github.gradcam.image.RgbImage;
import java.util.BitSet;
import java.util.List;

/**
 * Four photos in one image, of which one shows the class that is explained: the grid pointing game
 * (Boehle et al., "Convolutional Dynamic Alignment Networks", CVPR 2021, arXiv:2104.00032; Rao et
 * al., "Towards Better Understanding Attribution Methods", CVPR 2022, arXiv:2205.10435). The
 * evidence for the class has to lie in that photo's own cell: {@link Localisation#energy} with the
 * cell as what is known, 0.25 for a map that says nothing. No masks are needed.
 *
 * <p>The network has one input size here, so each photo has half its rows and columns.
 *
 * @param picture at the network's input size
 * @param cell the pixels of the photo that is explained
 */
public record Mosaic(RgbImage picture, KnownEvidence cell) {

  /** Photos of a mosaic. */
  public static final int CELLS = 4;

  /**
   * Puts photos together.
   *
   * @param own the photo of the class that is explained
   * @param others three photos that do not show it, for the other cells from left to right and from
   *     top to bottom
   * @param place of the first photo: 0 for top left, 1, 2 or 3 for bottom right
   * @param size rows and columns of the network's input, at least 2
   * @return the mosaic
   * @throws IllegalArgumentException if there are not three others, or no such place
   */
  public static Mosaic of(RgbImage own, List<RgbImage> others, int place, int size) {
    if (others.size() != CELLS - 1 || place < 0 || place >= CELLS || size < 2) {
      throw new IllegalArgumentException(
          "Expected 3 other photos, a place of 0 to 3 and a size of 2 or more, found %d, %d and %d"
              .formatted(others.size(), place, size));
    }
    byte[] pixels = new byte[size * size * 3];
    BitSet mask = new BitSet(size * size);
    int half = size / 2;
    int other = 0;
    for (int cell = 0; cell < CELLS; cell++) {
      int left = cell % 2 * half;
      int top = cell / 2 * half;
      int width = left == 0 ? half : size - half;
      int height = top == 0 ? half : size - half;
      RgbImage photo = Resize.bilinear(cell == place ? own : others.get(other++), width, height);
      for (int y = 0; y < height; y++) {
        int start = (top + y) * size + left;
        System.arraycopy(photo.pixels(), y * width * 3, pixels, start * 3, width * 3);
        if (cell == place) {
          mask.set(start, start + width);
        }
      }
    }
    return new Mosaic(new RgbImage(size, size, pixels), new KnownEvidence(size, size, mask));
  }
}
