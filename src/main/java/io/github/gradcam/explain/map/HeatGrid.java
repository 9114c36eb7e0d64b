package io.github.gradcam.explain.map;

import java.util.List;

/** A heatmap at {@value #SIDE} x {@value #SIDE}, small enough to keep for every image. */
public final class HeatGrid {

  /** Rows and columns. */
  public static final int SIDE = 16;

  /** Cells of a map, one byte each. */
  public static final int CELLS = SIDE * SIDE;

  private HeatGrid() {}

  /**
   * Reduces a heatmap.
   *
   * @param map of any size
   * @return [16][16] row-major, one byte each: 255 times the mean heat of the pixels that a cell
   *     covers, at least one
   */
  public static byte[] of(Heatmap map) {
    byte[] grid = new byte[CELLS];
    for (int row = 0; row < SIDE; row++) {
      for (int column = 0; column < SIDE; column++) {
        grid[row * SIDE + column] = (byte) Math.round(255 * mean(map, row, column));
      }
    }
    return grid;
  }

  /**
   * The mean of such maps, cell by cell.
   *
   * @param grids [16][16] each, 0 to 255 as unsigned bytes, at least one
   * @return the mean map, rounded
   */
  public static byte[] mean(List<byte[]> grids) {
    double[] sums = new double[CELLS];
    for (byte[] grid : grids) {
      for (int cell = 0; cell < CELLS; cell++) {
        sums[cell] += grid[cell] & 0xff;
      }
    }
    byte[] mean = new byte[CELLS];
    for (int cell = 0; cell < CELLS; cell++) {
      mean[cell] = (byte) Math.round(sums[cell] / grids.size());
    }
    return mean;
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
