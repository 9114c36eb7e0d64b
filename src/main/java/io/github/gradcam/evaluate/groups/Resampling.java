package io.github.gradcam.evaluate.groups;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Finds groups again on samples of the images, and compares. */
final class Resampling {

  /** Of fewer, samples differ by no more than one image. */
  static final int FEWEST_IMAGES = 5;

  private static final double SHARE = 0.8;
  private static final int RESTARTS = 5;
  private static final double TAIL = 0.025;

  private Resampling() {}

  /**
   * Tells how stable groups are.
   *
   * @param neighbours of all images, more than {@code wanted}
   * @param wanted how many an image is joined to
   * @param spectrum of the graph of all: those of the samples begin there
   * @param all the groups of all images
   */
  static GroupStability of(
      Neighbours neighbours,
      int wanted,
      Spectrum spectrum,
      SpectralGroups all,
      GroupSettings settings) {
    int images = all.groups().length;
    SplittableRandom random = new SplittableRandom(settings.seed());
    List<int[]> samples =
        IntStream.range(0, settings.resamples()).mapToObj(i -> sample(images, random)).toList();
    List<SpectralGroups> found =
        samples.parallelStream()
            .map(
                sample ->
                    groups(neighbours.within(sample, wanted), sample, spectrum, settings, wanted))
            .toList();
    int[][] spread =
        IntStream.range(0, samples.size())
            .mapToObj(i -> spread(images, samples.get(i), found.get(i).groups()))
            .toArray(int[][]::new);
    double[] agreements = agreements(spread);
    long same = found.stream().filter(groups -> groups.count() == all.count()).count();
    return new GroupStability(
        Arrays.stream(agreements).average().orElse(1),
        percentile(agreements, TAIL),
        percentile(agreements, 1 - TAIL),
        overlaps(all, spread),
        (double) same / samples.size(),
        samples.size());
  }

  private static SpectralGroups groups(
      int[][] lists, int[] sample, Spectrum spectrum, GroupSettings settings, int wanted) {
    NeighbourGraph graph = NeighbourGraph.of(lists, List.of());
    Spectrum own =
        Spectrum.smallest(graph, settings.most() + 1, spectrum.rows(sample), spectrum.columns());
    return SpectralGroups.of(graph, graph.components(), own, settings, RESTARTS, wanted);
  }

  /** Indices of some images, rising. */
  private static int[] sample(int images, SplittableRandom random) {
    int size = (int) Math.ceil(SHARE * images);
    int[] numbers = IntStream.range(0, images).toArray();
    for (int i = 0; i < size; i++) {
      int other = i + random.nextInt(images - i);
      int number = numbers[other];
      numbers[other] = numbers[i];
      numbers[i] = number;
    }
    return Arrays.stream(numbers).limit(size).sorted().toArray();
  }

  private static int[] spread(int images, int[] sample, int[] groups) {
    int[] spread = new int[images];
    Arrays.fill(spread, -1);
    for (int i = 0; i < sample.length; i++) {
      spread[sample[i]] = groups[i];
    }
    return spread;
  }

  private static double[] agreements(int[][] groupings) {
    return IntStream.range(0, groupings.length)
        .boxed()
        .flatMapToDouble(
            a ->
                IntStream.range(a + 1, groupings.length)
                    .mapToDouble(b -> RandIndex.adjusted(groupings[a], groupings[b])))
        .sorted()
        .toArray();
  }

  private static double percentile(double[] sorted, double share) {
    return sorted.length == 0 ? 1 : sorted[(int) Math.round(share * (sorted.length - 1))];
  }

  private static @Nullable Double[] overlaps(SpectralGroups all, int[][] samples) {
    double[] sums = new double[all.count()];
    int[] held = new int[all.count()];
    for (int[] sample : samples) {
      int groups = Arrays.stream(sample).max().orElse(-1) + 1;
      int[] inAll = new int[all.count()];
      int[] inSample = new int[groups];
      int[][] both = new int[all.count()][groups];
      for (int i = 0; i < sample.length; i++) {
        if (sample[i] >= 0) {
          inAll[all.groups()[i]]++;
          inSample[sample[i]]++;
          both[all.groups()[i]][sample[i]]++;
        }
      }
      for (int group = 0; group < sums.length; group++) {
        sums[group] += best(both[group], inAll[group], inSample);
        held[group] += inAll[group] > 0 ? 1 : 0;
      }
    }
    @Nullable Double[] overlaps = new Double[sums.length];
    for (int group = 0; group < sums.length; group++) {
      overlaps[group] = held[group] == 0 ? null : Double.valueOf(sums[group] / held[group]);
    }
    return overlaps;
  }

  /** The largest share of common images among those in either. */
  private static double best(int[] both, int size, int[] sizes) {
    double best = 0;
    for (int other = 0; other < both.length && size > 0; other++) {
      best = Math.max(best, (double) both[other] / (size + sizes[other] - both[other]));
    }
    return best;
  }
}
