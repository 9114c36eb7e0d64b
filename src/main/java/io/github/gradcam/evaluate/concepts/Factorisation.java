package io.github.gradcam.evaluate.concepts;

import io.github.gradcam.evaluate.algebra.Block;
import io.github.gradcam.evaluate.algebra.RowProducts;
import io.github.gradcam.evaluate.algebra.SymmetricEigen;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Factorises a matrix into two without negative values, by hierarchical alternating least squares
 * (Cichocki and Phan, "Fast Local Algorithms for Large Scale Nonnegative Matrix and Tensor
 * Factorizations", 2009), with several sweeps a product (Gillis and Glineur, "Accelerated
 * Multiplicative Updates and Hierarchical ALS", Neural Computation 24, 2012). It starts from the
 * singular vectors' positive or negative sides (Boutsidis and Gallopoulos, "SVD based
 * initialization", Pattern Recognition 41, 2008), zeros made the mean.
 */
final class Factorisation {

  /** Less of |X|^2 is rounding of single precision. */
  static final double ROUNDING = 1e-9;

  private static final int MOST_STEPS = 500;

  /** Ends when a step takes less of what is unexplained than this. */
  private static final double LEAST_CHANGE = 1e-5;

  private static final int SWEEPS = 4;

  /** Until the amounts of fixed parts move by less than this of the largest. */
  private static final double SETTLED = 1e-7;

  private static final int MOST_SWEEPS = 2000;

  private static final int SPARE_VECTORS = 6;
  private static final int POWERS = 6;

  private final float[] x;
  private final int rows;
  private final int width;
  private final double squares;
  private final RowProducts products;

  Factorisation(float[] activations, int width) {
    if (width < 1 || activations.length == 0 || activations.length % width != 0) {
      throw new IllegalArgumentException(
          "Expected rows of %d values, found %d values".formatted(width, activations.length));
    }
    for (float value : activations) {
      if (!(value >= 0 && value <= Float.MAX_VALUE)) {
        throw new IllegalArgumentException(
            "Expected activations of 0 and more, found %s; take their positive part"
                .formatted(value));
      }
    }
    this.x = activations;
    this.width = width;
    this.rows = activations.length / width;
    double sum = 0;
    for (float value : activations) {
      sum += (double) value * value;
    }
    this.squares = sum;
    this.products = new RowProducts(activations, width);
  }

  ConceptParts parts(int count, long seed) {
    if (count < 1 || count > Math.min(rows, width)) {
      throw new IllegalArgumentException(
          "Expected 1 to %d parts of %d x %d activations, found %d"
              .formatted(Math.min(rows, width), rows, width, count));
    }
    if (squares == 0) {
      return new ConceptParts(new float[count * width], width, new float[rows * count], 0, 0);
    }
    double[] u = new double[rows * count];
    double[] v = new double[count * width];
    start(u, v, count, seed);
    double before = Double.POSITIVE_INFINITY;
    int step = 0;
    while (step < MOST_STEPS) {
      step++;
      improveRows(u, gram(v, count, true), products.with(floats(v), width), count, SWEEPS);
      double[] sums = RowProducts.weightedSums(floats(u), count, x, width);
      double[] gram = gram(u, count, false);
      improveColumns(v, gram, sums, count);
      double left = unexplained(v, gram, sums, count);
      if (before - left < LEAST_CHANGE * left || left < ROUNDING) {
        before = left;
        break;
      }
      before = left;
    }
    return scaled(u, v, count, before, step);
  }

  /** The amounts of fixed parts, by non-negative least squares. */
  float[] amounts(float[] parts) {
    int count = parts.length / width;
    double[] v = new double[parts.length];
    Arrays.setAll(v, i -> parts[i]);
    double[] u = new double[rows * count];
    improveRows(u, gram(v, count, true), products.with(parts, width), count, MOST_SWEEPS);
    return floats(u);
  }

  /** Each amount in turn becomes the best, the others fixed; rows are independent. */
  private void improveRows(double[] u, double[] gram, float[] target, int count, int sweeps) {
    IntStream.range(0, rows)
        .parallel()
        .forEach(
            row -> {
              for (int sweep = 0; sweep < sweeps; sweep++) {
                double largest = 0;
                double moved = 0;
                for (int k = 0; k < count; k++) {
                  int at = row * count + k;
                  double better = better(u, row * count, 1, gram, k, count, target[at]);
                  moved = Math.max(moved, Math.abs(better - u[at]));
                  u[at] = better;
                  largest = Math.max(largest, better);
                }
                if (moved <= SETTLED * largest) {
                  break;
                }
              }
            });
  }

  private void improveColumns(double[] v, double[] gram, double[] target, int count) {
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      for (int column = 0; column < width; column++) {
        for (int k = 0; k < count; k++) {
          int at = k * width + column;
          v[at] = better(v, column, width, gram, k, count, target[at]);
        }
      }
    }
  }

  /** The best value k of a line, at least 0; the value as it is where its part is zero. */
  private static double better(
      double[] values, int from, int step, double[] gram, int k, int count, double target) {
    double own = gram[k * count + k];
    double value = values[from + k * step];
    if (own <= 0) {
      return value;
    }
    double rest = target;
    for (int j = 0; j < count; j++) {
      rest -= gram[k * count + j] * values[from + j * step];
    }
    return Math.max(0, value + rest / own);
  }

  /** (|X|^2 - 2 <U^T X, V> + <U^T U, V V^T>) / |X|^2. */
  private double unexplained(double[] v, double[] gram, double[] sums, int count) {
    double cross = 0;
    for (int i = 0; i < v.length; i++) {
      cross += v[i] * sums[i];
    }
    double[] own = gram(v, count, true);
    double both = 0;
    for (int i = 0; i < own.length; i++) {
      both += own[i] * gram[i];
    }
    return Math.max(0, (squares - 2 * cross + both) / squares);
  }

  /** The inner products of parts [count][width], or of the columns of amounts [rows][count]. */
  private double[] gram(double[] values, int count, boolean parts) {
    if (!parts) {
      return Block.gram(values, values, count);
    }
    double[] gram = new double[count * count];
    for (int a = 0; a < count; a++) {
      for (int b = 0; b < count; b++) {
        for (int d = 0; d < width; d++) {
          gram[a * count + b] += values[a * width + d] * values[b * width + d];
        }
      }
    }
    return gram;
  }

  /** From the first singular vectors, each by the side, positive or negative, that is larger. */
  private void start(double[] u, double[] v, int count, long seed) {
    int columns = Math.min(count + SPARE_VECTORS, Math.min(rows, width));
    double[] right = rightVectors(columns, seed);
    float[] turned = new float[columns * width];
    for (int k = 0; k < columns; k++) {
      for (int d = 0; d < width; d++) {
        turned[k * width + d] = (float) right[d * columns + k];
      }
    }
    float[] left = products.with(turned, width); // U S, [rows][columns]
    double mean = 0;
    for (float value : x) {
      mean += value / (double) x.length;
    }
    for (int k = 0; k < count; k++) {
      double[] lengths = new double[4]; // of the positive and negative sides, left and right
      for (int row = 0; row < rows; row++) {
        double entry = left[row * columns + k];
        lengths[entry > 0 ? 0 : 1] += entry * entry;
      }
      for (int d = 0; d < width; d++) {
        double entry = turned[k * width + d];
        lengths[entry > 0 ? 2 : 3] += entry * entry;
      }
      int side = lengths[0] * lengths[2] >= lengths[1] * lengths[3] ? 0 : 1;
      double sign = side == 0 ? 1 : -1;
      double leftLength = Math.sqrt(lengths[side]);
      double rightLength = Math.sqrt(lengths[2 + side]);
      // u = sqrt(s |u| |v|) u / |u|, and v alike; left holds s u.
      double size = Math.sqrt(leftLength * rightLength);
      for (int row = 0; row < rows; row++) {
        double entry = sign * left[row * columns + k] * size / Math.max(leftLength, ROUNDING);
        u[row * count + k] = entry > 0 ? entry : mean;
      }
      for (int d = 0; d < width; d++) {
        double entry = sign * turned[k * width + d] * size / Math.max(rightLength, ROUNDING);
        v[k * width + d] = entry > 0 ? entry : mean;
      }
    }
  }

  /**
   * The first right singular vectors, [width][columns], by subspace iteration on X^T X (Halko,
   * Martinsson and Tropp, "Finding structure with randomness", SIAM Review 53, 2011).
   */
  private double[] rightVectors(int columns, long seed) {
    double[] basis = Block.orthonormal(Block.random(width * columns, seed), columns);
    for (int power = 0; power < POWERS; power++) {
      basis = Block.orthonormal(squared(basis, columns), columns);
    }
    double[] image = squared(basis, columns);
    SymmetricEigen eigen = SymmetricEigen.of(Block.gram(basis, image, columns), columns);
    double[] falling = new double[columns * columns];
    for (int k = 0; k < columns; k++) {
      for (int j = 0; j < columns; j++) {
        falling[k * columns + j] = eigen.vectors()[k * columns + columns - 1 - j];
      }
    }
    return Block.times(basis, falling, columns);
  }

  /** X^T X times a block [width][columns]. */
  private double[] squared(double[] block, int columns) {
    float[] turned = new float[block.length];
    for (int d = 0; d < width; d++) {
      for (int k = 0; k < columns; k++) {
        turned[k * width + d] = (float) block[d * columns + k];
      }
    }
    double[] sums = RowProducts.weightedSums(products.with(turned, width), columns, x, width);
    double[] squared = new double[block.length];
    for (int d = 0; d < width; d++) {
      for (int k = 0; k < columns; k++) {
        squared[d * columns + k] = sums[k * width + d];
      }
    }
    return squared;
  }

  /** Parts at unit length, by how much of X they make up. */
  private ConceptParts scaled(double[] u, double[] v, int count, double unexplained, int steps) {
    double[] lengths = new double[count];
    double[] sizes = new double[count];
    for (int k = 0; k < count; k++) {
      for (int d = 0; d < width; d++) {
        lengths[k] += v[k * width + d] * v[k * width + d];
      }
      lengths[k] = Math.sqrt(lengths[k]);
      for (int row = 0; row < rows; row++) {
        double amount = u[row * count + k] * lengths[k];
        sizes[k] += amount * amount;
      }
    }
    int[] order =
        IntStream.range(0, count)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer k) -> -sizes[k]))
            .mapToInt(k -> k)
            .toArray();
    float[] parts = new float[count * width];
    float[] amounts = new float[rows * count];
    for (int k = 0; k < count; k++) {
      int from = order[k];
      for (int d = 0; d < width && lengths[from] > 0; d++) {
        parts[k * width + d] = (float) (v[from * width + d] / lengths[from]);
      }
      for (int row = 0; row < rows; row++) {
        amounts[row * count + k] = (float) (u[row * count + from] * lengths[from]);
      }
    }
    return new ConceptParts(parts, width, amounts, unexplained, steps);
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
