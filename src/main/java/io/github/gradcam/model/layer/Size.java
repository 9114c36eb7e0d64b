package io.github.gradcam.model.layer;

/**
 * Rows and columns: of a kernel, a window or a step.
 *
 * @param rows at least 1
 * @param columns at least 1
 */
public record Size(int rows, int columns) {

  /** One by one: a step to the next place. */
  public static final Size ONE = square(1);

  /**
   * As many rows as columns.
   *
   * @param side of the square
   * @return the size
   */
  public static Size square(int side) {
    return new Size(side, side);
  }

  /** Tells whether there is a row and a column. */
  boolean isPositive() {
    return rows >= 1 && columns >= 1;
  }

  @Override
  public String toString() {
    return rows == columns ? String.valueOf(rows) : rows + "x" + columns;
  }
}
