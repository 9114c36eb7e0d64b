package io.github.gradcam.evaluate.causes;

import io.github.gradcam.evaluate.statistics.Bootstrap;
import io.github.gradcam.evaluate.statistics.Interval;
import io.github.gradcam.evaluate.statistics.SignTest;
import io.github.gradcam.image.RgbImage;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The same hosts changed in several ways: how often does a class become the answer? Where what is
 * suspected does no more than chance on the first hosts, the others are not asked: that saves most
 * of the passes, and can only lose a finding, never make one.
 */
final class Paired {

  /** How many hosts are asked first. */
  static final int FIRST = 64;

  private final ClassAnswers answers;
  private final int classIndex;
  private final long seed;

  /** Changes a host. */
  @FunctionalInterface
  interface Change {
    /** A changed copy of the host of that place. */
    RgbImage of(int host);
  }

  Paired(ClassAnswers answers, int classIndex, long seed) {
    this.answers = answers;
    this.classIndex = classIndex;
    this.seed = seed;
  }

  /**
   * Asks the network.
   *
   * @param all how many hosts there are, in an order that chance decided
   * @param suspected the hosts with what is suspected
   * @param chance the same hosts with the same elsewhere
   * @param ordinary the same hosts with the evidence of ordinary images; null for none such
   * @param samePlace the same hosts with the same place of ordinary images; null for none such
   */
  TriedCause of(
      TriedCause.Kind kind,
      int all,
      Change suspected,
      Change chance,
      @Nullable Change ordinary,
      @Nullable Change samePlace) {
    int asked = Math.min(all, FIRST);
    double[] effect = hits(suspected, 0, asked);
    double[] byChance = hits(chance, 0, asked);
    boolean goesOn = Arrays.stream(effect).sum() > Arrays.stream(byChance).sum();
    if (goesOn) {
      effect = joined(effect, hits(suspected, asked, all));
      byChance = joined(byChance, hits(chance, asked, all));
      asked = all;
    }
    double[] byOrdinary = goesOn && ordinary != null ? hits(ordinary, 0, all) : new double[0];
    double[] there = goesOn && samePlace != null ? hits(samePlace, 0, all) : new double[0];
    double p = SignTest.larger(effect, byChance);
    return new TriedCause(
        kind,
        RegionTrial.share(effect),
        RegionTrial.share(byChance),
        RegionTrial.share(byOrdinary),
        RegionTrial.share(there),
        Bootstrap.difference(effect, byChance, seed),
        over(effect, byOrdinary),
        over(effect, there),
        there.length == 0 ? p : Math.max(p, SignTest.larger(effect, there)),
        byOrdinary.length == 0 ? 1 : SignTest.larger(effect, byOrdinary),
        effect.length + byChance.length + byOrdinary.length + there.length);
  }

  private Interval over(double[] effect, double[] other) {
    return other.length == 0 ? Interval.NONE : Bootstrap.difference(effect, other, seed);
  }

  private double[] hits(Change change, int from, int to) {
    return Arrays.stream(answers.of(IntStream.range(from, to).mapToObj(change::of).toList()))
        .mapToDouble(answer -> answer == classIndex ? 1 : 0)
        .toArray();
  }

  private static double[] joined(double[] first, double[] second) {
    double[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
