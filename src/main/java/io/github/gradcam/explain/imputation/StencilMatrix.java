package io.github.gradcam.explain.imputation;

import io.github.gradcam.image.RgbImage;
import java.util.Arrays;
import java.util.BitSet;

/**
 * A symmetric matrix whose unknowns are pixels, each tied to its 8 neighbours at most. Vectors hold
 * the three colours of every pixel of a grid that has a border of one pixel around it, where all
 * values stay 0.
 */
final class StencilMatrix {

  private static final int COLOURS = RgbImage.CHANNELS;

  /** Row by row, a pixel and its neighbours. */
  private static final int SLOTS = 9;

  private static final int CENTRE = 4;

  private final int width;
  private final int height;
  private final int[] cells;
  private final float[] rows;
  private final int[] offsets = new int[SLOTS];

  /**
   * A matrix of zeros.
   *
   * @param width columns of the grid, without its border
   * @param height rows of the grid, without its border
   * @param unknown the pixels that are unknowns, counted row by row without the border
   */
  StencilMatrix(int width, int height, BitSet unknown) {
    this.width = width;
    this.height = height;
    cells = unknown.stream().map(pixel -> cell(pixel / width, pixel % width)).toArray();
    rows = new float[cells.length * SLOTS];
    Arrays.setAll(offsets, slot -> ((slot / 3 - 1) * stride() + slot % 3 - 1) * COLOURS);
  }

  /** How many pixels are unknown. */
  int unknowns() {
    return cells.length;
  }

  /** Where the colours of the k-th unknown begin in a vector. */
  int at(int k) {
    return cells[k] * COLOURS;
  }

  int row(int k) {
    return cells[k] / stride() - 1;
  }

  int column(int k) {
    return cells[k] % stride() - 1;
  }

  /** A vector of zeros. */
  float[] vector() {
    return new float[stride() * (height + 2) * COLOURS];
  }

  /**
   * Adds to the entry of the k-th unknown and the neighbour that lies so many rows and columns on.
   */
  void add(int k, int rowsOn, int columnsOn, float value) {
    rows[k * SLOTS + (rowsOn + 1) * 3 + columnsOn + 1] += value;
  }

  /** y = A x. */
  void multiply(float[] x, float[] y) {
    for (int k = 0; k < cells.length; k++) {
      multiplyRow(k, x, y, at(k));
    }
  }

  /** One Gauss-Seidel sweep towards A x = b, through the unknowns in order or against it. */
  void sweep(float[] x, float[] b, boolean forward) {
    float[] sum = new float[COLOURS];
    int last = cells.length - 1;
    for (int i = 0; i <= last; i++) {
      int k = forward ? i : last - i;
      int at = at(k);
      float centre = rows[k * SLOTS + CENTRE];
      multiplyRow(k, x, sum, 0);
      for (int colour = 0; colour < COLOURS; colour++) {
        x[at + colour] += (b[at + colour] - sum[colour]) / centre;
      }
    }
  }

  /**
   * The same matrix for blocks of 2 x 2 pixels that share a value: P' A P times a factor.
   *
   * @param factor what all entries are multiplied with
   */
  StencilMatrix blocks(float factor) {
    BitSet unknown = new BitSet();
    int blockColumns = (width + 1) / 2;
    for (int k = 0; k < cells.length; k++) {
      unknown.set(row(k) / 2 * blockColumns + column(k) / 2);
    }
    StencilMatrix blocks = new StencilMatrix(blockColumns, (height + 1) / 2, unknown);
    int[] numbers = blocks.numbers();
    for (int k = 0; k < cells.length; k++) {
      int row = row(k);
      int column = column(k);
      int block = numbers[blocks.cell(row / 2, column / 2)];
      for (int slot = 0; slot < SLOTS; slot++) {
        int rowsOn = Math.floorDiv(row + slot / 3 - 1, 2) - row / 2;
        int columnsOn = Math.floorDiv(column + slot % 3 - 1, 2) - column / 2;
        blocks.add(block, rowsOn, columnsOn, rows[k * SLOTS + slot] * factor);
      }
    }
    return blocks;
  }

  /** For each unknown, where the colours of its block begin in a vector of the blocks. */
  int[] blockPlaces(StencilMatrix blocks) {
    int[] places = new int[cells.length];
    Arrays.setAll(places, k -> blocks.cell(row(k) / 2, column(k) / 2) * COLOURS);
    return places;
  }

  private int[] numbers() {
    int[] numbers = new int[stride() * (height + 2)];
    for (int k = 0; k < cells.length; k++) {
      numbers[cells[k]] = k;
    }
    return numbers;
  }

  /** Three colours of the k-th entry of A x. */
  private void multiplyRow(int k, float[] x, float[] sums, int place) {
    float red = 0;
    float green = 0;
    float blue = 0;
    int at = at(k);
    for (int slot = 0; slot < SLOTS; slot++) {
      float entry = rows[k * SLOTS + slot];
      int j = at + offsets[slot];
      red += entry * x[j];
      green += entry * x[j + 1];
      blue += entry * x[j + 2];
    }
    sums[place] = red;
    sums[place + 1] = green;
    sums[place + 2] = blue;
  }

  private int stride() {
    return width + 2;
  }

  private int cell(int row, int column) {
    return (row + 1) * stride() + column + 1;
  }
}
