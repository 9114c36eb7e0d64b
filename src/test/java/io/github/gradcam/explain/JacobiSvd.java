package io.github.gradcam.explain;

/**
 * The singular values of a matrix and its products with the right singular vectors, by one-sided
 * Jacobi rotations (Hestenes, 1958) in double precision: columns are turned in pairs until all are
 * orthogonal.
 */
final class JacobiSvd {

  private static final int SWEEPS = 60;

  private final double[][] columns;

  /**
   * Decomposes.
   *
   * @param matrix [rows * columns], row-major
   */
  JacobiSvd(float[] matrix, int rows, int columns) {
    this.columns = new double[columns][rows];
    for (int k = 0; k < columns; k++) {
      for (int i = 0; i < rows; i++) {
        this.columns[k][i] = matrix[i * columns + k];
      }
    }
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      for (int p = 0; p < columns; p++) {
        for (int q = p + 1; q < columns; q++) {
          turn(p, q);
        }
      }
    }
  }

  /** The largest singular value. */
  double largest() {
    return Math.sqrt(dot(columns[first()], columns[first()]));
  }

  /** X v of the first right singular vector v, of either sign. */
  double[] scores() {
    return columns[first()];
  }

  private int first() {
    int first = 0;
    for (int k = 1; k < columns.length; k++) {
      if (dot(columns[k], columns[k]) > dot(columns[first], columns[first])) {
        first = k;
      }
    }
    return first;
  }

  private void turn(int p, int q) {
    double both = dot(columns[p], columns[q]);
    if (both == 0) {
      return;
    }
    double zeta = (dot(columns[q], columns[q]) - dot(columns[p], columns[p])) / (2 * both);
    double tangent = Math.copySign(1, zeta) / (Math.abs(zeta) + Math.hypot(1, zeta));
    double cosine = 1 / Math.hypot(1, tangent);
    rotate(columns[p], columns[q], cosine, cosine * tangent);
  }

  private static void rotate(double[] a, double[] b, double cosine, double sine) {
    for (int i = 0; i < a.length; i++) {
      double old = a[i];
      a[i] = cosine * old - sine * b[i];
      b[i] = sine * old + cosine * b[i];
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
