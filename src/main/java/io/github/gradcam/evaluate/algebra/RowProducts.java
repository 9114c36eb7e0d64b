package io.github.gradcam.evaluate.algebra;

import java.util.Arrays;

/**
 * The inner products of all rows of a matrix with each other, a tile at a time, so that the N x N
 * of them are never held. Written so that the JIT compiler makes vector instructions of it: the
 * rows of a tile lie transposed, and four rows are multiplied with them at once.
 */
public final class RowProducts {

  /** Rows of a tile: with 512 values a row, it fits the second-level cache. */
  public static final int TILE = 128;

  /** How many rows are multiplied with a tile at once. */
  public static final int ROWS = 4;

  private static final int UNROLLED = 4;

  private final float[] rows;
  private final int count;
  private final int width;
  private final float[][] tiles;

  /**
   * Packs the rows.
   *
   * @param values [count][width], row-major; only read
   * @param width values a row, at least 1
   * @throws IllegalArgumentException if the length is no multiple of the width
   */
  public RowProducts(float[] values, int width) {
    if (width < 1 || values.length % width != 0) {
      throw new IllegalArgumentException(
          "Expected rows of %d values, found %d values".formatted(width, values.length));
    }
    this.count = values.length / width;
    this.width = (width + UNROLLED - 1) / UNROLLED * UNROLLED;
    this.rows = this.width == width ? values : padded(values, width, this.width);
    this.tiles = new float[(count + TILE - 1) / TILE][];
    for (int tile = 0; tile < tiles.length; tile++) {
      tiles[tile] = transposed(tile * TILE);
    }
  }

  /** {@return how many rows there are} */
  public int count() {
    return count;
  }

  /** {@return how many tiles the rows make; tile t begins at row t * {@link #TILE}} */
  public int tiles() {
    return tiles.length;
  }

  /**
   * Multiplies some rows with those of a tile.
   *
   * @param first the first of {@link #ROWS} rows; those beyond the last count as the last
   * @param tile which tile
   * @param products [ROWS][TILE], becomes the inner products; those beyond the last row are 0
   */
  public void multiply(int first, int tile, float[][] products) {
    float[] packed = tiles[tile];
    int[] starts = new int[ROWS];
    for (int row = 0; row < ROWS; row++) {
      starts[row] = Math.min(first + row, count - 1) * width;
      Arrays.fill(products[row], 0);
    }
    for (int d = 0; d < width; d += UNROLLED) {
      addFour(
          packed,
          d * TILE,
          products,
          rows,
          starts[0] + d,
          starts[1] + d,
          starts[2] + d,
          starts[3] + d);
    }
  }

  private static void addFour(
      float[] packed, int at, float[][] products, float[] rows, int a, int b, int c, int d) {
    addFour(
        packed,
        at,
        products[0],
        products[1],
        products[2],
        products[3],
        rows[a],
        rows[a + 1],
        rows[a + 2],
        rows[a + 3],
        rows[b],
        rows[b + 1],
        rows[b + 2],
        rows[b + 3],
        rows[c],
        rows[c + 1],
        rows[c + 2],
        rows[c + 3],
        rows[d],
        rows[d + 1],
        rows[d + 2],
        rows[d + 3]);
  }

  /** Four values of four rows, with a tile: all in registers, or it takes three times as long. */
  @SuppressWarnings("TooManyParameters")
  private static void addFour(
      float[] packed,
      int at,
      float[] a,
      float[] b,
      float[] c,
      float[] d,
      float a0,
      float a1,
      float a2,
      float a3,
      float b0,
      float b1,
      float b2,
      float b3,
      float c0,
      float c1,
      float c2,
      float c3,
      float d0,
      float d1,
      float d2,
      float d3) {
    for (int i = 0; i < TILE; i++) {
      float v0 = packed[at + i];
      float v1 = packed[at + TILE + i];
      float v2 = packed[at + 2 * TILE + i];
      float v3 = packed[at + 3 * TILE + i];
      a[i] += a0 * v0 + a1 * v1 + a2 * v2 + a3 * v3;
      b[i] += b0 * v0 + b1 * v1 + b2 * v2 + b3 * v3;
      c[i] += c0 * v0 + c1 * v1 + c2 * v2 + c3 * v3;
      d[i] += d0 * v0 + d1 * v1 + d2 * v2 + d3 * v3;
    }
  }

  private float[] transposed(int first) {
    float[] tile = new float[width * TILE];
    int last = Math.min(first + TILE, count);
    for (int row = first; row < last; row++) {
      for (int d = 0; d < width; d++) {
        tile[d * TILE + row - first] = rows[row * width + d];
      }
    }
    return tile;
  }

  private static float[] padded(float[] values, int width, int padded) {
    int count = values.length / width;
    float[] rows = new float[count * padded];
    for (int row = 0; row < count; row++) {
      System.arraycopy(values, row * width, rows, row * padded, width);
    }
    return rows;
  }
}
