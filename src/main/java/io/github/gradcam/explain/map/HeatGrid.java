package io.github.gradcam.explain.map;

/** A heatmap at {@value #SIDE} x {@value #SIDE}, small enough to keep for every image. */
public final class HeatGrid {

  /** Rows and columns. */
  public static final int SIDE = 16;

  private HeatGrid() {}

  /**
   * Reduces a heatmap.
   *
   * @param map of any size
   * @return [16][16] row-major, one byte each: 255 times the mean heat of the pixels that a cell
   *     covers, at least one
   */
  public static byte[] of(Heatmap map) {
    byte[] grid = new byte[SIDE * SIDE];
    for (int row = 0; row < SIDE; row++) {
      for (int column = 0; column < SIDE; column++) {
        grid[row * SIDE + column] = (byte) Math.round(255 * mean(map, row, column));
      }
    }
    return grid;
  }

  private static double mean(Heatmap map, int row, int column) {
    double sum = 0;
    int count = 0;
    for (int y = from(row, map.height()); y < to(row, map.height()); y++) {
      for (int x = from(column, map.width()); x < to(column, map.width()); x++) {
        sum += map.values()[y * map.width() + x];
        count++;
      }
    }
    return sum / count;
  }

  private static int from(int cell, int size) {
    return cell * size / SIDE;
  }

  private static int to(int cell, int size) {
    return Math.max(from(cell, size) + 1, (cell + 1) * size / SIDE);
  }
}
