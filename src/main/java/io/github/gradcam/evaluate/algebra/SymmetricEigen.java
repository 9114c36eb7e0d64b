package io.github.gradcam.evaluate.algebra;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * All eigenvalues and eigenvectors of a small symmetric matrix, by cyclic Jacobi rotations (Golub
 * and Van Loan, "Matrix Computations", 4th edition, section 8.5). They are exact to rounding, also
 * where eigenvalues are equal. Meant for up to some hundred rows; no library is taken for it, as
 * commons-math3 and EJML are a hundred times its size.
 *
 * @param values the n eigenvalues, rising
 * @param vectors [n][n], row-major; column j is the eigenvector of value j, of unit length
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record SymmetricEigen(double[] values, double[] vectors) {

  /** Ten sweeps are plenty for doubles; more means that values are not finite. */
  private static final int MOST_SWEEPS = 60;

  /** Squared entries off the diagonal, as a share of all, that are rounding. */
  private static final double ROUNDING = 1e-30;

  /**
   * Decomposes a matrix.
   *
   * @param matrix [n][n], row-major, symmetric; only read
   * @param n its rows, at least 1
   * @return eigenvalues and eigenvectors
   * @throws IllegalArgumentException if the array has another length or a value is not finite
   */
  public static SymmetricEigen of(double[] matrix, int n) {
    if (n < 1 || matrix.length != n * n) {
      throw new IllegalArgumentException(
          "Expected %d x %d values, found %d".formatted(n, n, matrix.length));
    }
    if (!Arrays.stream(matrix).allMatch(Double::isFinite)) {
      throw new IllegalArgumentException(
          "Expected finite values, found one that is not; leave out what was not measured");
    }
    double[] a = matrix.clone();
    // The rows of this one are the eigenvectors, so that a rotation works on two rows in a piece.
    double[] rows = identity(n);
    double rest = ROUNDING * squares(a);
    for (int sweep = 0; sweep < MOST_SWEEPS && offDiagonal(a, n) > rest; sweep++) {
      for (int p = 0; p < n - 1; p++) {
        for (int q = p + 1; q < n; q++) {
          rotate(a, rows, n, p, q);
        }
      }
    }
    return sorted(a, rows, n);
  }

  /** Makes the entry (p, q) zero. */
  private static void rotate(double[] a, double[] rows, int n, int p, int q) {
    double off = a[p * n + q];
    if (off == 0) {
      return;
    }
    double theta = (a[q * n + q] - a[p * n + p]) / (2 * off);
    double tangent = Math.copySign(1, theta) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
    double cosine = 1 / Math.sqrt(tangent * tangent + 1);
    double sine = tangent * cosine;
    for (int k = 0; k < n; k++) {
      double left = a[k * n + p];
      double right = a[k * n + q];
      a[k * n + p] = cosine * left - sine * right;
      a[k * n + q] = sine * left + cosine * right;
    }
    rotateRows(a, n, p, q, cosine, sine);
    rotateRows(rows, n, p, q, cosine, sine);
    a[p * n + q] = 0;
    a[q * n + p] = 0;
  }

  private static void rotateRows(double[] m, int n, int p, int q, double cosine, double sine) {
    int first = p * n;
    int second = q * n;
    for (int k = 0; k < n; k++) {
      double upper = m[first + k];
      double lower = m[second + k];
      m[first + k] = cosine * upper - sine * lower;
      m[second + k] = sine * upper + cosine * lower;
    }
  }

  private static SymmetricEigen sorted(double[] a, double[] rows, int n) {
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> a[i * n + i]))
            .mapToInt(i -> i)
            .toArray();
    double[] values = new double[n];
    double[] vectors = new double[n * n];
    for (int j = 0; j < n; j++) {
      values[j] = a[order[j] * n + order[j]];
      for (int k = 0; k < n; k++) {
        vectors[k * n + j] = rows[order[j] * n + k];
      }
    }
    return new SymmetricEigen(values, vectors);
  }

  private static double[] identity(int n) {
    double[] identity = new double[n * n];
    for (int i = 0; i < n; i++) {
      identity[i * n + i] = 1;
    }
    return identity;
  }

  private static double squares(double[] a) {
    return Arrays.stream(a).map(value -> value * value).sum();
  }

  private static double offDiagonal(double[] a, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      for (int j = i + 1; j < n; j++) {
        sum += 2 * a[i * n + j] * a[i * n + j];
      }
    }
    return sum;
  }
}
