package io.github.gradcam.explain.method;

import io.github.gradcam.explain.map.Bilinear;
import java.util.SplittableRandom;

/**
 * RISE's masks: a grid of 7 x 7 cells, each 1 or 0 with even chance, enlarged bilinearly to one
 * cell more than the image, which is cut out of it at random.
 */
final class RandomMasks {

  private static final int CELLS = 7;

  private final int size;
  private final int cell;
  private final int enlargedSize;
  private final long seed;
  private final Bilinear bilinear;
  private final float[] grid = new float[CELLS * CELLS];
  private final float[] enlarged;

  /**
   * Makes no mask yet.
   *
   * @param size rows and columns of the image
   * @param seed of all masks
   */
  RandomMasks(int size, long seed) {
    this.size = size;
    this.seed = seed;
    cell = (size + CELLS - 1) / CELLS;
    enlargedSize = (CELLS + 1) * cell;
    bilinear = Bilinear.halfPixelCentres(CELLS, CELLS, enlargedSize, enlargedSize);
    enlarged = new float[enlargedSize * enlargedSize];
  }

  /** Writes mask number i, [size * size] of 0..1: the same whenever asked. */
  void write(int i, float[] mask) {
    SplittableRandom random = NumberedRandom.of(seed, i);
    for (int c = 0; c < grid.length; c++) {
      grid[c] = random.nextBoolean() ? 1 : 0;
    }
    bilinear.resize(grid, enlarged);
    int top = random.nextInt(cell);
    int left = random.nextInt(cell);
    for (int y = 0; y < size; y++) {
      System.arraycopy(enlarged, (top + y) * enlargedSize + left, mask, y * size, size);
    }
  }
}
