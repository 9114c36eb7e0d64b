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
    float[] means = means(map.values(), map.height(), map.width());
    byte[] grid = new byte[CELLS];
    for (int cell = 0; cell < CELLS; cell++) {
      grid[cell] = (byte) Math.round(255 * means[cell]);
    }
    return grid;
  }

  /**
   * Reduces a map before the ReLU and any scaling, resized as heatmaps are.
   *
   * @param map of any size
   * @param size rows and columns of the network's input
   * @return [16][16] row-major, in the map's own unit
   */
  public static float[] of(SignedMap map, int size) {
    return means(new MapScaling(size).resized(map), size, size);
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

  /** The means of what each cell covers, at least one value: [16][16]. */
  private static float[] means(float[] values, int height, int width) {
    float[] means = new float[CELLS];
    for (int cell = 0; cell < CELLS; cell++) {
      int row = cell / SIDE;
      int column = cell % SIDE;
      double sum = 0;
      int count = 0;
      for (int y = from(row, height); y < to(row, height); y++) {
        for (int x = from(column, width); x < to(column, width); x++) {
          sum += values[y * width + x];
          count++;
        }
      }
      means[cell] = (float) (sum / count);
    }
    return means;
  }

  private static int from(int cell, int size) {
    return cell * size / SIDE;
  }

  private static int to(int cell, int size) {
    return Math.max(from(cell, size) + 1, (cell + 1) * size / SIDE);
  }
}
