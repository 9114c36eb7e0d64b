package io.github.gradcam.evaluate.algebra;

import java.util.SplittableRandom;

/**
 * Some tall vectors side by side, such as the eigenvectors sought: an array [rows][columns],
 * row-major, with few columns.
 */
public final class Block {

  /** Directions whose squared length is a smaller share than this of the longest are rounding. */
  private static final double DEPENDENT = 1e-14;

  private Block() {}

  /**
   * Random numbers from -1 to 1.
   *
   * @param length how many
   * @param seed of the numbers
   * @return the numbers
   */
  public static double[] random(int length, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = new double[length];
    for (int i = 0; i < length; i++) {
      values[i] = 2 * random.nextDouble() - 1;
    }
    return values;
  }

  /**
   * X^T Y.
   *
   * @param x [rows][columns]
   * @param y of the same size
   * @param columns of both
   * @return [columns][columns]
   */
  public static double[] gram(double[] x, double[] y, int columns) {
    double[] gram = new double[columns * columns];
    for (int row = 0; row < x.length; row += columns) {
      for (int a = 0; a < columns; a++) {
        double factor = x[row + a];
        int at = a * columns;
        for (int b = 0; b < columns; b++) {
          gram[at + b] += factor * y[row + b];
        }
      }
    }
    return gram;
  }

  /**
   * X B.
   *
   * @param x [rows][columns]
   * @param b [columns][columns]
   * @param columns of both
   * @return [rows][columns]
   */
  public static double[] times(double[] x, double[] b, int columns) {
    double[] product = new double[x.length];
    for (int row = 0; row < x.length; row += columns) {
      for (int a = 0; a < columns; a++) {
        double factor = x[row + a];
        int at = a * columns;
        for (int c = 0; c < columns; c++) {
          product[row + c] += factor * b[at + c];
        }
      }
    }
    return product;
  }

  /**
   * Columns of unit length, at right angles, that span what those of X span: X V L^(-1/2) with X^T
   * X = V L V^T (Stathopoulos and Wu, "A Block Orthogonalization Procedure with Constant
   * Synchronization Requirements", SIAM Journal on Scientific Computing 23, 2002), twice, as once
   * loses half of the digits.
   *
   * @param x [rows][columns], with at least as many rows as columns
   * @param columns of X
   * @return [rows][columns]
   */
  public static double[] orthonormal(double[] x, int columns) {
    return whitened(whitened(x, columns), columns);
  }

  private static double[] whitened(double[] x, int columns) {
    SymmetricEigen eigen = SymmetricEigen.of(gram(x, x, columns), columns);
    double longest = eigen.values()[columns - 1];
    double[] scaled = eigen.vectors().clone();
    for (int j = 0; j < columns; j++) {
      double length = Math.sqrt(Math.max(eigen.values()[j], DEPENDENT * longest));
      for (int k = 0; k < columns; k++) {
        scaled[k * columns + j] /= length;
      }
    }
    return times(x, scaled, columns);
  }
}
