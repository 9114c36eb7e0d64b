package io.github.gradcam.evaluate.groups;

import java.util.Arrays;
import java.util.List;

/**
 * The groups of a graph's nodes, from its spectrum.
 *
 * @param groups the group of each node, by falling size from 0
 * @param count how many groups
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record SpectralGroups(int[] groups, int count) {

  /**
   * How many times the median gap is more than chance. On vectors without groups, of 4 to 256
   * values, this divides hardly more of them than the largest gap alone, where 6 does.
   */
  private static final double OUTSTANDING = 12;

  /**
   * Finds them.
   *
   * @param components the graph's parts
   * @param spectrum its smallest eigenvalues, one more than groups are allowed
   * @param restarts of k-means
   * @param neighbours how many each node was joined to
   */
  static SpectralGroups of(
      NeighbourGraph graph,
      List<int[]> components,
      Spectrum spectrum,
      GroupSettings settings,
      int restarts,
      int neighbours) {
    // A node has so many neighbours: no set of fewer nodes can be apart from the others.
    int fit = Math.max(1, graph.nodes() / (neighbours + 1));
    int most = Math.min(settings.most(), Math.min(fit, spectrum.values().length));
    int fewest = Math.min(settings.fewest(), most);
    if (components.size() >= most) {
      return of(byComponent(graph.nodes(), components), components.size());
    }
    int count = beforeGap(spectrum.values(), Math.max(fewest, components.size()), most);
    double[] points = rows(graph, spectrum, count);
    int[] clusters = KMeans.of(points, count, count, restarts, settings.seed()).clusters();
    return of(clusters, count);
  }

  private static SpectralGroups of(int[] clusters, int most) {
    int[] groups = GroupFinder.bySize(clusters);
    int count = 0;
    for (int group : groups) {
      count = Math.max(count, group + 1);
    }
    return new SpectralGroups(groups, Math.min(count, most));
  }

  /**
   * How many eigenvalues come before the largest gap. Where groups overlap, the first gap, which
   * stands for one group, is large as well: then the largest of the others counts if it stands out.
   */
  private static int beforeGap(double[] values, int fewest, int most) {
    double[] gaps = new double[Math.max(0, Math.min(most, values.length - 1) + 1)];
    for (int count = 1; count < gaps.length; count++) {
      gaps[count] = values[count] - values[count - 1];
    }
    int best = widest(gaps, fewest);
    if (best > 1 || gaps.length <= 2) {
      return best;
    }
    int next = widest(gaps, 2);
    double[] others = Arrays.stream(gaps).skip(2).sorted().toArray();
    return gaps[next] >= OUTSTANDING * others[others.length / 2] ? next : best;
  }

  private static int widest(double[] gaps, int fewest) {
    int widest = fewest;
    for (int count = fewest; count < gaps.length; count++) {
      widest = gaps[count] > gaps[widest] ? count : widest;
    }
    return widest;
  }

  /**
   * The nodes' entries in the first eigenvectors of the random walk, D^(-1/2) times those of the
   * Laplacian (Shi and Malik, "Normalized Cuts and Image Segmentation", 2000). Rows at unit length
   * (Ng, Jordan and Weiss, 2001) lose more of small groups: of groups of 3 % that touch the others,
   * these find 0.88 and those 0.72, by Jaccard overlap with the truth.
   */
  private static double[] rows(NeighbourGraph graph, Spectrum spectrum, int count) {
    double[] rows = new double[graph.nodes() * count];
    for (int node = 0; node < graph.nodes(); node++) {
      double root = Math.sqrt(Math.max(graph.degree(node), Double.MIN_NORMAL));
      for (int c = 0; c < count; c++) {
        rows[node * count + c] = spectrum.vectors()[node * spectrum.columns() + c] / root;
      }
    }
    return rows;
  }

  private static int[] byComponent(int nodes, List<int[]> components) {
    int[] groups = new int[nodes];
    for (int component = 0; component < components.size(); component++) {
      for (int node : components.get(component)) {
        groups[node] = component;
      }
    }
    return groups;
  }
}
