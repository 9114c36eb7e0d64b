package io.github.gradcam.evaluate.causes;

import io.github.gradcam.evaluate.statistics.Bootstrap;
import io.github.gradcam.evaluate.statistics.Interval;
import io.github.gradcam.evaluate.statistics.SignTest;
import io.github.gradcam.evaluate.statistics.Wilson;
import io.github.gradcam.explain.imputation.LinearImputation;
import io.github.gradcam.explain.map.HeatGrid;
import io.github.gradcam.image.RgbImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Tries the hot region of a group: covers it in its own images by the imputation of ROAD (Rong et
 * al., ICML 2022, arXiv:2202.00449), and puts it onto images of other classes.
 */
public final class RegionTrial {

  /** A map of which a larger share is hot shows no region. */
  public static final double LARGEST = 0.6;

  private final ClassAnswers answers;
  private final long seed;

  /**
   * Prepares trials.
   *
   * @param answers the network
   * @param seed of all that is drawn by chance
   */
  public RegionTrial(ClassAnswers answers, long seed) {
    this.answers = answers;
    this.seed = seed;
  }

  /**
   * Tells whether a group has a region to try.
   *
   * @param group images of it
   * @return whether of at least half of the maps at most {@value #LARGEST} is hot
   */
  public static boolean hasRegion(List<TrialImage> group) {
    long with = group.stream().filter(RegionTrial::usable).count();
    return 2 * with >= group.size() && with > 0;
  }

  private static boolean usable(TrialImage image) {
    int hot = Region.hotCells(image.grid()).cardinality();
    return hot > 0 && hot <= LARGEST * image.grid().length;
  }

  /**
   * Covers the hot region of each image of the group, and a region of the same shape elsewhere.
   *
   * @param suspicion with a group that {@link #hasRegion}
   * @return the shares of answers that go
   */
  public TriedCause cover(Suspicion suspicion) {
    List<TrialImage> group = suspicion.group().stream().filter(RegionTrial::usable).toList();
    SplittableRandom random = new SplittableRandom(seed);
    List<RgbImage> covered = new ArrayList<>();
    for (TrialImage each : group) {
      covered.add(covered(each.image(), each.region()));
    }
    for (TrialImage each : group) {
      covered.add(covered(each.image(), each.region().moved(random)));
    }
    int[] classes = answers.of(covered);
    double[] hot = new double[group.size()];
    double[] elsewhere = new double[group.size()];
    for (int i = 0; i < group.size(); i++) {
      hot[i] = classes[i] == suspicion.classIndex() ? 0 : 1;
      elsewhere[i] = classes[group.size() + i] == suspicion.classIndex() ? 0 : 1;
    }
    return new TriedCause(
        TriedCause.Kind.COVER,
        share(hot),
        share(elsewhere),
        Interval.NONE,
        Interval.NONE,
        Bootstrap.difference(hot, elsewhere, seed),
        Interval.NONE,
        Interval.NONE,
        SignTest.larger(hot, elsewhere),
        1,
        covered.size());
  }

  private RgbImage covered(RgbImage image, Region region) {
    return LinearImputation.of(image, region.pixels(), LinearImputation.NOISE, seed);
  }

  /**
   * Puts the hot regions of the group onto the hosts, one each; beside it regions of the same shape
   * from elsewhere in the same images, the hottest regions, of the same area, of ordinary images of
   * the class, and the very places of the group's regions in these.
   *
   * @param suspicion with a group that {@link #hasRegion}
   * @return the shares of hosts whose answer becomes that of the group
   */
  public TriedCause transplant(Suspicion suspicion) {
    List<TrialImage> group = suspicion.group().stream().filter(RegionTrial::usable).toList();
    List<Region> regions = group.stream().map(TrialImage::region).toList();
    return transplant(TriedCause.Kind.TRANSPLANT, suspicion, group, regions);
  }

  /**
   * Puts what the group's images have at one place onto the hosts; beside it what {@link
   * #transplant(Suspicion)} has, but for chance the same place of other hosts: elsewhere in the
   * group's images are pieces of what is shared, such as a frame's sides.
   *
   * @param suspicion the group
   * @param place of the 16 x 16 cells, at most {@value #LARGEST}
   * @return the shares of hosts whose answer becomes that of the group
   */
  TriedCause shared(Suspicion suspicion, BitSet place) {
    RgbImage first = suspicion.group().get(0).image();
    Region region = Region.of(place, first.width(), first.height());
    return transplant(
        TriedCause.Kind.SHARED,
        suspicion,
        suspicion.group(),
        Collections.nCopies(suspicion.group().size(), region));
  }

  private TriedCause transplant(
      TriedCause.Kind kind, Suspicion suspicion, List<TrialImage> group, List<Region> regions) {
    List<TrialImage> ordinary = suspicion.ordinary().stream().filter(RegionTrial::usable).toList();
    List<TrialImage> hosts = suspicion.hosts();
    Paired.Change hot =
        i -> region(regions, i).transplant(of(group, i).image(), hosts.get(i).image());
    Paired.Change chance =
        kind == TriedCause.Kind.SHARED
            ? i -> region(regions, i).transplant(of(hosts, i + 1).image(), hosts.get(i).image())
            : i ->
                region(regions, i)
                    .moved(new SplittableRandom(seed + 1 + i))
                    .transplant(of(group, i).image(), hosts.get(i).image());
    Paired.Change usual =
        i -> {
          TrialImage other = of(ordinary, i);
          RgbImage host = hosts.get(i).image();
          int cells = (int) Math.round(region(regions, i).share() * HeatGrid.CELLS);
          return Region.hottest(other.grid(), cells, host.width(), host.height())
              .transplant(other.image(), host);
        };
    Paired.Change samePlace =
        i -> region(regions, i).transplant(of(ordinary, i).image(), hosts.get(i).image());
    boolean compared = !ordinary.isEmpty();
    return new Paired(answers, suspicion.classIndex(), seed)
        .of(kind, hosts.size(), hot, chance, compared ? usual : null, compared ? samePlace : null);
  }

  /** They take turns. */
  private static TrialImage of(List<TrialImage> images, int host) {
    return images.get(host % images.size());
  }

  private static Region region(List<Region> regions, int host) {
    return regions.get(host % regions.size());
  }

  static Interval share(double[] outcomes) {
    return Wilson.share((int) Arrays.stream(outcomes).sum(), outcomes.length);
  }
}
