package io.github.gradcam.evaluate.statistics;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Keeps down the share of false findings where many questions are asked at once (Benjamini and
 * Hochberg, "Controlling the False Discovery Rate", Journal of the Royal Statistical Society B 57,
 * 1995). Right for questions that are independent or depend on each other positively.
 */
public final class FalseDiscovery {

  private FalseDiscovery() {}

  /**
   * Adjusts p-values: of those that are then at most q, a share of q is expected to be false. The
   * adjusted value of the i-th smallest of m is the least of p_j m / j over all j from i up.
   *
   * @param pValues one a question, 0..1; NaN where a question was not asked, which is not counted
   * @return the adjusted values in the same order, at most 1; NaN where NaN was given
   * @throws IllegalArgumentException if a value lies outside 0..1
   */
  public static double[] adjust(double[] pValues) {
    for (double p : pValues) {
      if (p < 0 || p > 1) {
        throw new IllegalArgumentException(
            "Expected p-values from 0 to 1, found %s; give NaN for a question that was not asked"
                .formatted(p));
      }
    }
    int[] falling =
        IntStream.range(0, pValues.length)
            .filter(i -> !Double.isNaN(pValues[i]))
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> pValues[i]).reversed())
            .mapToInt(i -> i)
            .toArray();
    double[] adjusted = pValues.clone();
    double least = 1;
    int asked = falling.length;
    for (int place = 0; place < asked; place++) {
      int question = falling[place];
      least = Math.min(least, pValues[question] * asked / (asked - place));
      adjusted[question] = least;
    }
    return adjusted;
  }
}
