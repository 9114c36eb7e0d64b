package io.github.gradcam.evaluate.faithfulness;

import io.github.gradcam.evaluate.statistics.Bootstrap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How easily the best of many candidates seems to win by luck alone: of enough that are no better
 * than chance, one looks good on the images at hand.
 *
 * <p>White, "A Reality Check for Data Snooping", Econometrica 68, 2000. With m_c the mean margin of
 * candidate c and m*_c that over images drawn again with replacement, the same for all candidates:
 *
 * <pre>chance = share of draws with max over c of (m*_c - m_c) &gt;= lead</pre>
 *
 * <p>It lies in 0..1; below 0.05 the win is taken for real.
 */
final class RealityCheck {

  private RealityCheck() {}

  /**
   * Draws the images again.
   *
   * @param margins for each candidate one value an image, its score less that of the rival; NaN
   *     where one of them is missing
   * @param lead mean margin of the candidate that was chosen
   * @param seed of the draws
   * @return the chance of a lead this large if no candidate were better than its rival
   */
  static double chance(List<double[]> margins, double lead, long seed) {
    List<double[]> centred = new ArrayList<>();
    for (double[] margin : margins) {
      double mean = mean(margin);
      centred.add(Arrays.stream(margin).map(value -> value - mean).toArray());
    }
    SplittableRandom random = new SplittableRandom(seed);
    int lucky = 0;
    for (int draw = 0; draw < Bootstrap.RESAMPLES; draw++) {
      int pictures = centred.get(0).length;
      int[] drawn = random.ints(pictures, 0, pictures).toArray();
      lucky += largestMean(centred, drawn) >= lead ? 1 : 0;
    }
    return (double) lucky / Bootstrap.RESAMPLES;
  }

  private static double largestMean(List<double[]> centred, int[] drawn) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double[] values : centred) {
      double mean = mean(Arrays.stream(drawn).mapToDouble(picture -> values[picture]).toArray());
      largest = mean > largest ? mean : largest;
    }
    return largest;
  }

  private static double mean(double[] values) {
    double sum = 0;
    int count = 0;
    for (double value : values) {
      if (!Double.isNaN(value)) {
        sum += value;
        count++;
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }
}
