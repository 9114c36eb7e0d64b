package io.github.gradcam.evaluate.groups;

import io.github.gradcam.evaluate.algebra.Block;
import io.github.gradcam.evaluate.algebra.SymmetricEigen;
import java.util.Arrays;

/**
 * The smallest eigenvalues of a graph's Laplacian, with their eigenvectors: by iteration of a
 * subspace that a Chebyshev polynomial filters (Zhou, Saad, Tiago and Chelikowsky, "Self-consistent
 * field calculations using Chebyshev-filtered subspace iteration", Journal of Computational Physics
 * 219, 2006), or, of few nodes, exactly. A block of vectors finds equal eigenvalues too, which a
 * graph of several parts has and a single Lanczos vector misses.
 *
 * @param values the eigenvalues, rising, from 0 to 2
 * @param vectors [nodes][columns], row-major, at right angles, of unit length
 * @param columns how many vectors there are: those of the values, and some more that the iteration
 *     took along
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record Spectrum(double[] values, double[] vectors, int columns) {

  /** No eigenvalue of a symmetric normalised Laplacian is larger. */
  private static final double LARGEST = 2;

  /** Up to so many nodes, all eigenvectors take less time than the iteration. */
  private static final int FEW_NODES = 128;

  /** Vectors beyond those asked for: the iteration is as fast as the first one left out is far. */
  private static final int EXTRA = 11;

  private static final int DEGREE = 20;

  /** Where |L v - lambda v| is less, lambda is off by less than this squared over the next gap. */
  private static final double TOLERANCE = 1e-4;

  private static final int MOST_CYCLES = 60;

  /**
   * Finds the smallest.
   *
   * @param graph the graph, in which each node is joined to another
   * @param wanted how many; fewer if there are fewer nodes
   * @param seed of the vectors to begin with
   */
  static Spectrum smallest(NeighbourGraph graph, int wanted, long seed) {
    int columns = wanted + EXTRA;
    return graph.nodes() <= Math.max(FEW_NODES, 2 * columns)
        ? exact(graph, wanted)
        : iterated(graph, wanted, Block.random(graph.nodes() * columns, seed), columns);
  }

  /** The same, from the vectors of a graph that resembles this one: {@link #rows} of its own. */
  static Spectrum smallest(NeighbourGraph graph, int wanted, double[] start, int columns) {
    return graph.nodes() <= Math.max(FEW_NODES, 2 * columns)
        ? exact(graph, wanted)
        : iterated(graph, wanted, start, columns);
  }

  /** The entries of the vectors at some nodes. */
  double[] rows(int[] nodes) {
    double[] rows = new double[nodes.length * columns];
    for (int i = 0; i < nodes.length; i++) {
      System.arraycopy(vectors, nodes[i] * columns, rows, i * columns, columns);
    }
    return rows;
  }

  private static Spectrum exact(NeighbourGraph graph, int wanted) {
    int nodes = graph.nodes();
    double[] identity = new double[nodes * nodes];
    for (int i = 0; i < nodes; i++) {
      identity[i * nodes + i] = 1;
    }
    SymmetricEigen eigen = SymmetricEigen.of(graph.laplacian(identity, nodes), nodes);
    return new Spectrum(positive(eigen.values(), Math.min(wanted, nodes)), eigen.vectors(), nodes);
  }

  private static Spectrum iterated(NeighbourGraph graph, int wanted, double[] start, int columns) {
    double[] x = start;
    for (int cycle = 0; ; cycle++) {
      double[] basis = Block.orthonormal(x, columns);
      double[] product = graph.laplacian(basis, columns);
      SymmetricEigen ritz = SymmetricEigen.of(Block.gram(basis, product, columns), columns);
      double[] vectors = Block.times(basis, ritz.vectors(), columns);
      double[] images = Block.times(product, ritz.vectors(), columns);
      double worst = worstResidual(vectors, images, ritz.values(), wanted);
      if (worst < TOLERANCE || cycle == MOST_CYCLES) {
        return new Spectrum(positive(ritz.values(), wanted), vectors, columns);
      }
      x = filtered(graph, vectors, columns, ritz.values()[columns - 1]);
    }
  }

  /** What should be zero may come out just below it. */
  private static double[] positive(double[] values, int wanted) {
    return Arrays.stream(values).limit(wanted).map(value -> Math.max(0, value)).toArray();
  }

  private static double worstResidual(double[] x, double[] lx, double[] values, int wanted) {
    int columns = values.length;
    double[] squares = new double[wanted];
    for (int row = 0; row < x.length; row += columns) {
      for (int c = 0; c < wanted; c++) {
        double rest = lx[row + c] - values[c] * x[row + c];
        squares[c] += rest * rest;
      }
    }
    return Math.sqrt(Arrays.stream(squares).max().orElse(0));
  }

  /**
   * A polynomial of L that is small from the cut to the largest eigenvalue and grows fast below,
   * scaled so that it is 1 at 0.
   */
  private static double[] filtered(NeighbourGraph graph, double[] x, int columns, double cut) {
    double half = (LARGEST - cut) / 2;
    double centre = (LARGEST + cut) / 2;
    double first = -half / centre;
    double scale = first;
    double[] before = x;
    double[] now = graph.laplacian(x, columns);
    for (int i = 0; i < now.length; i++) {
      now[i] = (now[i] - centre * x[i]) * scale / half;
    }
    for (int degree = 2; degree <= DEGREE; degree++) {
      double next = 1 / (2 / first - scale);
      double[] product = graph.laplacian(now, columns);
      double forward = 2 * next / half;
      double back = scale * next;
      for (int i = 0; i < product.length; i++) {
        product[i] = forward * (product[i] - centre * now[i]) - back * before[i];
      }
      before = now;
      now = product;
      scale = next;
    }
    return now;
  }
}
