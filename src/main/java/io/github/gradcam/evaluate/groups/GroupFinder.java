package io.github.gradcam.evaluate.groups;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds groups of images with alike evidence: spectral relevance analysis (Lapuschkin, Wäldchen,
 * Binder, Montavon, Samek and Müller, "Unmasking Clever Hans predictors and assessing what machines
 * really learn", Nature Communications 10, 2019, arXiv:1902.10178).
 *
 * <ol>
 *   <li>Each image is joined to its nearest neighbours by the cosine of the vectors.
 *   <li>The smallest eigenvalues of the graph's symmetric normalised Laplacian, I - D^(-1/2) W
 *       D^(-1/2), are found; the number of groups is where the largest gap follows.
 *   <li>The images' rows of that many eigenvectors, divided by the square root of the degree, fall
 *       into groups by k-means (von Luxburg, "A Tutorial on Spectral Clustering", Statistics and
 *       Computing 17, 2007).
 * </ol>
 *
 * <p>Small groups are kept, as a shortcut may be one: also those that no edge joins to the others.
 * All pairs of images are compared, so that up to some 10,000 of them take seconds; of more, take a
 * {@link StratifiedSample} and put the others to the nearest of {@link Grouping#centres}.
 */
public final class GroupFinder {

  private static final int RESTARTS = 20;

  /** Neighbours sought per neighbour asked for, so that samples of 80 % find enough of theirs. */
  private static final int SPARE = 2;

  private static final int LAYOUT_VECTORS = 3;

  private GroupFinder() {}

  /**
   * Finds the groups.
   *
   * @param vectors one an image
   * @param settings how many neighbours, groups and resamples
   * @return the groups; none if no vector has a direction
   */
  public static Grouping find(EvidenceVectors vectors, GroupSettings settings) {
    int[] usable = vectors.usable();
    if (usable.length == 0) {
      return spread(vectors, usable, new int[0], new float[0], new double[0], 0, null);
    }
    float[] unit = vectors.unit(usable);
    int wanted = settings.neighbours(usable.length);
    Neighbours neighbours =
        Neighbours.ofUnit(unit, vectors.width(), wanted * SPARE + GroupSettings.FEWEST_NEIGHBOURS);
    int[] all = IntStream.range(0, usable.length).toArray();
    int[][] lists = neighbours.within(all, wanted);
    NeighbourGraph graph = NeighbourGraph.of(lists, List.of());
    List<int[]> components = graph.components();
    Spectrum spectrum = Spectrum.smallest(graph, settings.most() + 1, settings.seed());
    SpectralGroups found =
        SpectralGroups.of(graph, components, spectrum, settings, RESTARTS, wanted);
    GroupStability stability =
        settings.resamples() == 0 || usable.length < Resampling.FEWEST_IMAGES
            ? null
            : Resampling.of(neighbours, wanted, spectrum, found, settings);
    NeighbourGraph joined =
        components.size() == 1
            ? graph
            : NeighbourGraph.of(lists, ComponentLinks.of(components, unit, vectors.width()));
    Spectrum drawn =
        components.size() == 1
            ? spectrum
            : Spectrum.smallest(joined, LAYOUT_VECTORS, settings.seed());
    return spread(
        vectors,
        usable,
        found.groups(),
        layout(joined, drawn),
        spectrum.values(),
        components.size(),
        stability);
  }

  /** From the usable images to all. */
  private static Grouping spread(
      EvidenceVectors vectors,
      int[] usable,
      int[] groups,
      float[] layout,
      double[] eigenvalues,
      int components,
      @Nullable GroupStability stability) {
    int count = Arrays.stream(groups).max().orElse(-1) + 1;
    GroupCentres centres = GroupCentres.of(vectors.unit(usable), vectors.width(), groups, count);
    int images = vectors.images();
    int[] allGroups = new int[images];
    float[] distances = new float[images];
    float[] places = new float[2 * images];
    Arrays.fill(allGroups, -1);
    Arrays.fill(distances, Float.NaN);
    Arrays.fill(places, Float.NaN);
    for (int i = 0; i < usable.length; i++) {
      int image = usable[i];
      int from = image * vectors.width();
      double scale = EvidenceVectors.scale(vectors.values(), from, vectors.width());
      allGroups[image] = groups[i];
      distances[image] = centres.distance(vectors.values(), from, scale, groups[i]);
      places[2 * image] = layout[2 * i];
      places[2 * image + 1] = layout[2 * i + 1];
    }
    return new Grouping(allGroups, distances, places, eigenvalues, components, centres, stability);
  }

  /** The second and third eigenvectors of D^(-1) W, each scaled to -1..1; 0 where there is none. */
  private static float[] layout(NeighbourGraph graph, Spectrum spectrum) {
    int nodes = graph.nodes();
    float[] layout = new float[2 * nodes];
    for (int axis = 0; axis < 2 && axis + 1 < Math.min(spectrum.columns(), nodes); axis++) {
      double[] column = new double[nodes];
      double largest = 0;
      for (int node = 0; node < nodes; node++) {
        double entry = spectrum.vectors()[node * spectrum.columns() + axis + 1];
        column[node] = entry / Math.sqrt(Math.max(graph.degree(node), Double.MIN_NORMAL));
        // The sign is open: the first of the largest entries is positive.
        largest = Math.abs(column[node]) > Math.abs(largest) + 1e-9 ? column[node] : largest;
      }
      for (int node = 0; node < nodes && largest != 0; node++) {
        layout[2 * node + axis] = (float) Math.max(-1, Math.min(1, column[node] / largest));
      }
    }
    return layout;
  }

  /** Groups by falling size; of equal ones, that of the earlier image first. */
  static int[] bySize(int[] groups) {
    int count = Arrays.stream(groups).max().orElse(-1) + 1;
    int[] sizes = new int[count];
    int[] firsts = new int[count];
    for (int i = groups.length - 1; i >= 0; i--) {
      sizes[groups[i]]++;
      firsts[groups[i]] = i;
    }
    int[] order =
        IntStream.range(0, count)
            .filter(group -> sizes[group] > 0)
            .boxed()
            .sorted(
                Comparator.comparingInt((Integer group) -> -sizes[group])
                    .thenComparingInt(group -> firsts[group]))
            .mapToInt(i -> i)
            .toArray();
    int[] ranks = new int[count];
    for (int rank = 0; rank < order.length; rank++) {
      ranks[order[rank]] = rank;
    }
    return Arrays.stream(groups).map(group -> ranks[group]).toArray();
  }
}
