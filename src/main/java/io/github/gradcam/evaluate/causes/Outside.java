package io.github.gradcam.evaluate.causes;

import io.github.gradcam.evaluate.statistics.Bootstrap;
import io.github.gradcam.evaluate.statistics.Interval;
import io.github.gradcam.explain.map.HeatGrid;
import java.util.BitSet;
import java.util.List;

/**
 * Whether a group's region lies where ordinary images of the class do not look.
 *
 * <p>What argues there, the evidence vector, does not tell: a network that was taught a mark mixes
 * it into the feature maps by which it knows the class. Where a sticker at random places made
 * glaciers, the groups with it lay 0.19 and 0.36 (1 - cosine) from the others, and groups of
 * buildings with hardly any 0.18 to 0.25.
 *
 * @param heat of ordinary maps at the group's region less that of the whole map, -1..1: below 0 the
 *     place is colder than others; {@link Interval#NONE} where the group's mean map has no region
 */
public record Outside(Interval heat) {

  /**
   * Compares the hot region of a group's mean map.
   *
   * @param suspicion with the group and ordinary images
   * @param seed of the interval
   * @return the comparison
   */
  public static Outside of(Suspicion suspicion, long seed) {
    List<byte[]> grids = suspicion.group().stream().map(TrialImage::grid).toList();
    return of(suspicion, Region.hotCells(HeatGrid.mean(grids)), seed);
  }

  /** Compares a region of some of the 16 x 16 cells. */
  static Outside of(Suspicion suspicion, BitSet hot, long seed) {
    int count = hot.cardinality();
    if (count == 0 || count > RegionTrial.LARGEST * HeatGrid.CELLS) {
      return new Outside(Interval.NONE);
    }
    double[] there = new double[suspicion.usual().size()];
    for (int i = 0; i < there.length; i++) {
      byte[] grid = suspicion.usual().get(i);
      double inside = 0;
      double all = 0;
      for (int cell = 0; cell < grid.length; cell++) {
        all += (grid[cell] & 0xff) / 255.0;
        inside += hot.get(cell) ? (grid[cell] & 0xff) / 255.0 : 0;
      }
      there[i] = inside / count - all / grid.length;
    }
    return new Outside(Bootstrap.mean(there, seed));
  }

  /** {@return whether ordinary images do not look there, for sure at 95 %} */
  public boolean place() {
    return heat.high() != null && heat.high() < 0;
  }
}
