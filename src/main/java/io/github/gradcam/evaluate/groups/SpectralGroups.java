package io.github.gradcam.evaluate.groups;

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
    double[] points = rows(spectrum, graph.nodes(), count);
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

  /** How many eigenvalues come before the largest gap. */
  private static int beforeGap(double[] values, int fewest, int most) {
    int best = fewest;
    double widest = -1;
    for (int count = fewest; count <= most && count < values.length; count++) {
      double gap = values[count] - values[count - 1];
      if (gap > widest) {
        widest = gap;
        best = count;
      }
    }
    return best;
  }

  /** The nodes' entries in the first eigenvectors, at unit length. */
  private static double[] rows(Spectrum spectrum, int nodes, int count) {
    double[] rows = new double[nodes * count];
    for (int node = 0; node < nodes; node++) {
      double squares = 0;
      for (int c = 0; c < count; c++) {
        double entry = spectrum.vectors()[node * spectrum.columns() + c];
        rows[node * count + c] = entry;
        squares += entry * entry;
      }
      double length = Math.sqrt(squares);
      for (int c = 0; c < count && length > 0; c++) {
        rows[node * count + c] /= length;
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
