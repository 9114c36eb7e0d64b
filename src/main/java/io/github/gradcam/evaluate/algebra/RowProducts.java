package io.github.gradcam.evaluate.algebra;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The inner products of the rows of a matrix with each other or with other rows, a tile at a time,
 * so that the N x N of them are never held. Written so that the JIT compiler makes vector
 * instructions of it: the rows of a tile lie transposed, and four rows are multiplied with them at
 * once.
 */
public final class RowProducts {

  /** Rows of a tile: with 512 values a row, it fits the second-level cache. */
  public static final int TILE = 128;

  /** How many rows are multiplied with a tile at once. */
  public static final int ROWS = 4;

  private static final int UNROLLED = 4;

  /** Rows whose weighted sums are added in single precision, before these are in double. */
  private static final int BLOCK = 512;

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
    this.rows = padded(values, width);
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
    multiply(rows, first, tile, products);
  }

  private void multiply(float[] others, int first, int tile, float[][] products) {
    int last = others.length / width - 1;
    int[] starts = new int[ROWS];
    for (int row = 0; row < ROWS; row++) {
      starts[row] = Math.min(first + row, last) * width;
      Arrays.fill(products[row], 0);
    }
    for (int d = 0; d < width; d += UNROLLED) {
      addFour(tiles[tile], d * TILE, TILE, products, others, starts, d);
    }
  }

  /**
   * The products of all rows with a few others: X Y^T.
   *
   * @param others Y, [n][width], row-major
   * @param given the width of these and of the rows, as they were given
   * @return [count][n], row-major
   */
  public float[] with(float[] others, int given) {
    int n = others.length / given;
    float[] wide = padded(others, given);
    float[] all = new float[count * n];
    IntStream.range(0, tiles.length)
        .parallel()
        .forEach(
            tile -> {
              float[][] products = new float[ROWS][TILE];
              for (int first = 0; first < n; first += ROWS) {
                multiply(wide, first, tile, products);
                for (int row = tile * TILE; row < Math.min((tile + 1) * TILE, count); row++) {
                  for (int other = first; other < Math.min(first + ROWS, n); other++) {
                    all[row * n + other] = products[other - first][row - tile * TILE];
                  }
                }
              }
            });
    return all;
  }

  /**
   * The rows' sums, weighted in several ways: U^T X.
   *
   * @param weights U, [count][n], row-major
   * @param n how many ways
   * @param values X, [count][width], row-major
   * @param width values a row
   * @return [n][width], row-major; the same whatever the number of threads
   */
  public static double[] weightedSums(float[] weights, int n, float[] values, int width) {
    int count = values.length / width;
    List<float[][]> parts =
        IntStream.range(0, (count + BLOCK - 1) / BLOCK)
            .parallel()
            .mapToObj(block -> blockSums(weights, n, values, width, block * BLOCK))
            .toList();
    double[] sums = new double[n * width];
    for (float[][] part : parts) {
      for (int way = 0; way < n; way++) {
        for (int d = 0; d < width; d++) {
          sums[way * width + d] += part[way][d];
        }
      }
    }
    return sums;
  }

  private static float[][] blockSums(float[] weights, int n, float[] values, int width, int begin) {
    int end = Math.min(begin + BLOCK, values.length / width);
    int ways = (n + ROWS - 1) / ROWS * ROWS;
    float[][] sums = new float[ways][width];
    // The weights of these rows, transposed and padded to fours both ways.
    int length = (end - begin + UNROLLED - 1) / UNROLLED * UNROLLED;
    float[] turned = new float[ways * length];
    for (int row = begin; row < end; row++) {
      for (int way = 0; way < n; way++) {
        turned[way * length + row - begin] = weights[row * n + way];
      }
    }
    int whole = (end - begin) / UNROLLED * UNROLLED;
    for (int first = 0; first < ways; first += ROWS) {
      int[] starts = {
        first * length, (first + 1) * length, (first + 2) * length, (first + 3) * length
      };
      float[][] some = Arrays.copyOfRange(sums, first, first + ROWS);
      for (int row = 0; row < whole; row += UNROLLED) {
        addFour(values, (begin + row) * width, width, some, turned, starts, row);
      }
      for (int row = whole; row < end - begin; row++) {
        for (int way = 0; way < ROWS; way++) {
          addOne(values, (begin + row) * width, some[way], turned[starts[way] + row]);
        }
      }
    }
    return sums;
  }

  private static void addOne(float[] values, int at, float[] sums, float weight) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += weight * values[at + i];
    }
  }

  /** Adds four lines, each weighted in four ways. */
  private static void addFour(
      float[] lines, int at, int step, float[][] sums, float[] weights, int[] starts, int place) {
    int a = starts[0] + place;
    int b = starts[1] + place;
    int c = starts[2] + place;
    int d = starts[3] + place;
    addFour(
        lines,
        at,
        step,
        sums[0],
        sums[1],
        sums[2],
        sums[3],
        weights[a],
        weights[a + 1],
        weights[a + 2],
        weights[a + 3],
        weights[b],
        weights[b + 1],
        weights[b + 2],
        weights[b + 3],
        weights[c],
        weights[c + 1],
        weights[c + 2],
        weights[c + 3],
        weights[d],
        weights[d + 1],
        weights[d + 2],
        weights[d + 3]);
  }

  /** All weights in registers: in an array they take three times as long. */
  private static void addFour(
      float[] lines,
      int at,
      int step,
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
    int second = at + step;
    int third = second + step;
    int fourth = third + step;
    for (int i = 0; i < a.length; i++) {
      float v0 = lines[at + i];
      float v1 = lines[second + i];
      float v2 = lines[third + i];
      float v3 = lines[fourth + i];
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

  /** Rows with zeros up to the width, or the same where they have it. */
  private float[] padded(float[] values, int given) {
    if (given == width) {
      return values;
    }
    int n = values.length / given;
    float[] wide = new float[n * width];
    for (int row = 0; row < n; row++) {
      System.arraycopy(values, row * given, wide, row * width, given);
    }
    return wide;
  }
}
