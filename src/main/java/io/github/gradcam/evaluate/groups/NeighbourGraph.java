package io.github.gradcam.evaluate.groups;

import io.github.gradcam.evaluate.algebra.Block;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Images as nodes, joined to their neighbours: 1 where each is a neighbour of the other, 1/2 where
 * one is. Rows of the sparse matrix lie one after the other.
 */
final class NeighbourGraph {

  private final int[] starts;
  private final int[] others;

  /** Of D^(-1/2) W D^(-1/2). */
  private final double[] weights;

  private final double[] degrees;

  private NeighbourGraph(int[] starts, int[] others, double[] weights) {
    this.starts = starts;
    this.others = others;
    this.weights = weights.clone();
    this.degrees = new double[starts.length - 1];
    for (int node = 0; node < degrees.length; node++) {
      for (int edge = starts[node]; edge < starts[node + 1]; edge++) {
        degrees[node] += weights[edge];
      }
    }
    for (int node = 0; node < degrees.length; node++) {
      for (int edge = starts[node]; edge < starts[node + 1]; edge++) {
        this.weights[edge] /= Math.sqrt(degrees[node] * degrees[others[edge]]);
      }
    }
  }

  /**
   * Joins the images.
   *
   * @param neighbours a list of nodes for each node
   * @param links pairs of nodes to join besides, with the weight 1
   */
  static NeighbourGraph of(int[][] neighbours, List<int[]> links) {
    int nodes = neighbours.length;
    int[] starts = new int[nodes + 1];
    for (int node = 0; node < nodes; node++) {
      starts[node + 1] += neighbours[node].length;
      for (int other : neighbours[node]) {
        starts[other + 1]++;
      }
    }
    for (int[] link : links) {
      starts[link[0] + 1] += 2;
      starts[link[1] + 1] += 2;
    }
    Arrays.parallelPrefix(starts, Integer::sum);
    int[] ends = starts.clone();
    int[] halves = new int[starts[nodes]];
    for (int node = 0; node < nodes; node++) {
      for (int other : neighbours[node]) {
        halves[ends[node]++] = other;
        halves[ends[other]++] = node;
      }
    }
    for (int[] link : links) {
      for (int half = 0; half < 2; half++) {
        halves[ends[link[0]]++] = link[1];
        halves[ends[link[1]]++] = link[0];
      }
    }
    return merged(starts, halves);
  }

  /** Adds the halves that join the same two nodes. */
  private static NeighbourGraph merged(int[] from, int[] halves) {
    int nodes = from.length - 1;
    int[] starts = new int[nodes + 1];
    int[] others = new int[halves.length];
    double[] weights = new double[halves.length];
    int edges = 0;
    for (int node = 0; node < nodes; node++) {
      Arrays.sort(halves, from[node], from[node + 1]);
      for (int half = from[node]; half < from[node + 1]; half++) {
        if (edges == starts[node] || others[edges - 1] != halves[half]) {
          others[edges++] = halves[half];
        }
        weights[edges - 1] += 0.5;
      }
      starts[node + 1] = edges;
    }
    return new NeighbourGraph(starts, Arrays.copyOf(others, edges), Arrays.copyOf(weights, edges));
  }

  int nodes() {
    return degrees.length;
  }

  /** The sum of the weights at a node; 0 only where it is joined to none. */
  double degree(int node) {
    return degrees[node];
  }

  /**
   * The symmetric normalised Laplacian times a block: (I - D^(-1/2) W D^(-1/2)) X.
   *
   * @param x [nodes][columns]; see {@link Block}
   */
  double[] laplacian(double[] x, int columns) {
    double[] product = x.clone();
    for (int node = 0; node < nodes(); node++) {
      int row = node * columns;
      if (degrees[node] == 0) {
        Arrays.fill(product, row, row + columns, 0); // joined to none: a part of its own
      }
      for (int edge = starts[node]; edge < starts[node + 1]; edge++) {
        double weight = weights[edge];
        int other = others[edge] * columns;
        for (int c = 0; c < columns; c++) {
          product[row + c] -= weight * x[other + c];
        }
      }
    }
    return product;
  }

  /** The sets of nodes that no edge joins to each other, each rising, by their first node. */
  List<int[]> components() {
    boolean[] seen = new boolean[nodes()];
    List<int[]> components = new ArrayList<>();
    for (int node = 0; node < nodes(); node++) {
      if (!seen[node]) {
        components.add(component(node, seen));
      }
    }
    return components;
  }

  private int[] component(int first, boolean[] seen) {
    ArrayDeque<Integer> open = new ArrayDeque<>(List.of(first));
    List<Integer> members = new ArrayList<>();
    seen[first] = true;
    while (!open.isEmpty()) {
      int node = open.remove();
      members.add(node);
      for (int edge = starts[node]; edge < starts[node + 1]; edge++) {
        int other = others[edge];
        if (!seen[other]) {
          seen[other] = true;
          open.add(other);
        }
      }
    }
    return members.stream().mapToInt(i -> i).sorted().toArray();
  }
}
