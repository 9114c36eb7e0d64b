package io.github.gradcam.image;

/**
 * A square image cut into rows and columns of patches, which may differ by a pixel in size.
 *
 * @param size rows and columns of the image, at least {@code side}
 * @param side rows and columns of patches, at least 1
 */
public record Patches(int size, int side) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if there would be a patch without pixels
   */
  public Patches {
    if (side < 1 || size < side) {
      throw new IllegalArgumentException(
          "Expected 1 to %d patches a side, found %d".formatted(size, side));
    }
  }

  /** {@return how many patches there are} */
  public int count() {
    return side * side;
  }

  /**
   * Fills a patch of an image.
   *
   * @param pixels RGB, changed in place
   * @param offset where the image begins in them
   * @param patch its number, counted row by row
   * @param colour red, green and blue
   */
  public void fill(byte[] pixels, int offset, int patch, byte[] colour) {
    for (int y = start(patch / side); y < start(patch / side + 1); y++) {
      for (int x = start(patch % side); x < start(patch % side + 1); x++) {
        System.arraycopy(colour, 0, pixels, offset + (y * size + x) * 3, 3);
      }
    }
  }

  /**
   * Sums a map over each patch.
   *
   * @param map [size][size] in one array
   * @return a sum for each patch
   */
  public float[] sums(float[] map) {
    double[] sums = new double[count()];
    for (int row = 0; row < side; row++) {
      for (int y = start(row); y < start(row + 1); y++) {
        for (int column = 0; column < side; column++) {
          for (int x = start(column); x < start(column + 1); x++) {
            sums[row * side + column] += map[y * size + x];
          }
        }
      }
    }
    float[] rounded = new float[sums.length];
    for (int i = 0; i < sums.length; i++) {
      rounded[i] = (float) sums[i];
    }
    return rounded;
  }

  private int start(int index) {
    return index * size / side;
  }
}
