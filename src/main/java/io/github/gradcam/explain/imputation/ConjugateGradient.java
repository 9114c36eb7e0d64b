package io.github.gradcam.explain.imputation;

/**
 * Solves A x = b by conjugate gradients, preconditioned by {@link Multigrid} (Hestenes and Stiefel,
 * 1952). The colours share one matrix, so they are solved together.
 */
final class ConjugateGradient {

  /** Far more than is needed: images take about 8. */
  private static final int MOST_STEPS = 100;

  private ConjugateGradient() {}

  /**
   * Solves the system.
   *
   * @param matrix A
   * @param b the right side
   * @param x where to start; becomes the solution
   * @param tolerance ends when Multigrid would change no value by more than this; the error is then
   *     about as large
   */
  static void solve(StencilMatrix matrix, float[] b, float[] x, float tolerance) {
    Multigrid preconditioner = new Multigrid(matrix);
    float[] product = matrix.vector();
    matrix.multiply(x, product);
    float[] residual = b.clone();
    addTo(residual, -1, product);
    float[] direction = matrix.vector();
    double before = Double.POSITIVE_INFINITY;
    for (int step = 0; step < MOST_STEPS; step++) {
      float[] change = preconditioner.solve(residual);
      if (largest(change) < tolerance) {
        return;
      }
      double size = dot(residual, change);
      scaleAndAdd(direction, (float) (size / before), change);
      before = size;
      matrix.multiply(direction, product);
      float length = (float) (size / dot(direction, product));
      addTo(x, length, direction);
      addTo(residual, -length, product);
    }
  }

  private static float largest(float[] values) {
    float largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  private static void addTo(float[] sum, float factor, float[] values) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * values[i];
    }
  }

  private static void scaleAndAdd(float[] sum, float factor, float[] values) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] = factor * sum[i] + values[i];
    }
  }
}
