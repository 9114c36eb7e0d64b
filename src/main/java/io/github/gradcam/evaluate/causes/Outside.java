package io.github.gradcam.evaluate.causes;

import io.github.gradcam.evaluate.statistics.Bootstrap;
import io.github.gradcam.evaluate.statistics.Interval;
import io.github.gradcam.explain.map.HeatGrid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Whether what a group shows lies outside what ordinary images of the class use: its place, or its
 * feature maps.
 *
 * @param heat of ordinary maps at the group's region less that of the whole map, -1..1: below 0 the
 *     place is colder than others; {@link Interval#NONE} where the group's mean map has no region
 * @param distance 1 - cosine of the group's mean evidence to the ordinary images'; NaN where that
 *     is not known
 * @param usual the 95th percentile of that of as many ordinary images drawn at random; NaN likewise
 */
public record Outside(Interval heat, double distance, double usual) {

  private static final int DRAWS = 400;
  private static final double PERCENTILE = 0.95;

  /**
   * Compares a group with ordinary images.
   *
   * @param suspicion with both
   * @param seed of the draws
   * @return the comparison
   */
  public static Outside of(Suspicion suspicion, long seed) {
    return new Outside(
        heat(suspicion, seed), distance(suspicion), usual(suspicion, new Random(seed)));
  }

  /** {@return whether ordinary images do not look there, for sure at 95 %} */
  public boolean place() {
    return heat.high() != null && heat.high() < 0;
  }

  /** {@return whether other feature maps argue than in ordinary images} */
  public boolean features() {
    return distance > usual;
  }

  private static Interval heat(Suspicion suspicion, long seed) {
    List<byte[]> grids = suspicion.group().stream().map(TrialImage::grid).toList();
    BitSet hot = Region.hotCells(HeatGrid.mean(grids));
    int count = hot.cardinality();
    if (count == 0 || count > RegionTrial.LARGEST * HeatGrid.CELLS) {
      return Interval.NONE;
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
    return Bootstrap.mean(there, seed);
  }

  private static List<float[]> vectors(List<TrialImage> images) {
    List<float[]> vectors = new ArrayList<>();
    for (TrialImage each : images) {
      float[] evidence = each.evidence();
      double length = evidence == null ? 0 : Math.sqrt(product(evidence, evidence));
      if (evidence != null && length > 0) {
        float[] unit = evidence.clone();
        for (int k = 0; k < unit.length; k++) {
          unit[k] /= (float) length;
        }
        vectors.add(unit);
      }
    }
    return vectors;
  }

  private static double distance(Suspicion suspicion) {
    return distance(vectors(suspicion.group()), vectors(suspicion.ordinary()));
  }

  private static double distance(List<float[]> a, List<float[]> b) {
    if (a.isEmpty() || b.isEmpty()) {
      return Double.NaN;
    }
    float[] x = sum(a);
    float[] y = sum(b);
    return 1 - product(x, y) / Math.sqrt(product(x, x) * product(y, y));
  }

  /** How far as many ordinary images, at most half of them, lie from the others. */
  private static double usual(Suspicion suspicion, Random random) {
    List<float[]> ordinary = new ArrayList<>(vectors(suspicion.ordinary()));
    int drawn = Math.min(suspicion.group().size(), ordinary.size() / 2);
    if (drawn == 0) {
      return Double.NaN;
    }
    double[] distances = new double[DRAWS];
    for (int draw = 0; draw < DRAWS; draw++) {
      Collections.shuffle(ordinary, random);
      distances[draw] =
          distance(ordinary.subList(0, drawn), ordinary.subList(drawn, ordinary.size()));
    }
    Arrays.sort(distances);
    return distances[(int) (PERCENTILE * (DRAWS - 1))];
  }

  private static float[] sum(List<float[]> vectors) {
    float[] sum = new float[vectors.get(0).length];
    for (float[] each : vectors) {
      for (int k = 0; k < sum.length; k++) {
        sum[k] += each[k];
      }
    }
    return sum;
  }

  private static double product(float[] a, float[] b) {
    double product = 0;
    for (int k = 0; k < a.length; k++) {
      product += (double) a[k] * b[k];
    }
    return product;
  }
}
