package io.github.gradcam.evaluate.statistics;

/**
 * Whether one of two paired treatments succeeds more often: the exact sign test, for successes and
 * failures McNemar's (McNemar, "Note on the sampling error of the difference between correlated
 * proportions or percentages", Psychometrika 12, 1947). Pairs with equal outcomes say nothing.
 */
public final class SignTest {

  private SignTest() {}

  /**
   * The chance of so many pairs in favour or more, if neither treatment were better: {@code sum
   * over i = k..n of C(n, i) / 2^n}, with k of the n unequal pairs in favour.
   *
   * @param a outcomes of the one, numbers that are compared; NaN where nothing was measured
   * @param b those of the other, in the same order
   * @return the one-sided p-value of a being larger, 0..1; 1 where no pair differs
   * @throws IllegalArgumentException if they differ in length
   */
  public static double larger(double[] a, double[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(
          "Expected values for the same images, found %d and %d".formatted(a.length, b.length));
    }
    int favour = 0;
    int unequal = 0;
    for (int i = 0; i < a.length; i++) {
      favour += a[i] > b[i] ? 1 : 0;
      unequal += a[i] > b[i] || a[i] < b[i] ? 1 : 0;
    }
    return tail(favour, unequal);
  }

  /**
   * The chance of pairs so unequally shared, either way, if neither treatment were better: twice
   * the smaller tail, {@code 2 sum over i = k..n of C(n, i) / 2^n}, with k the more frequent of n
   * unequal pairs, at most 1.
   *
   * @param favour unequal pairs in which the one did better
   * @param against unequal pairs in which the other did
   * @return the two-sided p-value, 0..1; 1 where no pair differs
   * @throws IllegalArgumentException if a count is below 0
   */
  public static double different(int favour, int against) {
    if (favour < 0 || against < 0) {
      throw new IllegalArgumentException(
          "Expected counts of 0 or more, found %d and %d".formatted(favour, against));
    }
    return Math.min(1, 2 * tail(Math.max(favour, against), Math.addExact(favour, against)));
  }

  /** The chance of {@code favour} heads or more in so many throws of a coin. */
  private static double tail(int favour, int unequal) {
    double logChoices = 0; // of C(n, 0)
    double tail = 0;
    for (int i = 0; i <= unequal; i++) {
      if (i > 0) {
        logChoices += Math.log(unequal - i + 1) - Math.log(i);
      }
      if (i >= favour) {
        tail += Math.exp(logChoices - unequal * Math.log(2));
      }
    }
    return Math.min(1, tail);
  }
}
