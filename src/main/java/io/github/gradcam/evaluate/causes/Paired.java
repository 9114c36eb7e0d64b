package io.github.gradcam.evaluate.causes;

import io.github.gradcam.evaluate.statistics.Bootstrap;
import io.github.gradcam.evaluate.statistics.Interval;
import io.github.gradcam.evaluate.statistics.SignTest;
import io.github.gradcam.image.RgbImage;
import java.util.Arrays;
import java.util.List;

/** The same hosts changed in several ways: how often does a class become the answer? */
final class Paired {

  private final ClassAnswers answers;
  private final int classIndex;
  private final long seed;

  Paired(ClassAnswers answers, int classIndex, long seed) {
    this.answers = answers;
    this.classIndex = classIndex;
    this.seed = seed;
  }

  /**
   * Asks the network.
   *
   * @param suspected hosts with what is suspected
   * @param chance the same hosts with the same elsewhere
   * @param ordinary the same hosts with the evidence of ordinary images; empty for none such
   * @param samePlace the same hosts with the same place of ordinary images; empty for none such
   */
  TriedCause of(
      TriedCause.Kind kind,
      List<RgbImage> suspected,
      List<RgbImage> chance,
      List<RgbImage> ordinary,
      List<RgbImage> samePlace) {
    double[] effect = hits(suspected);
    double[] byChance = hits(chance);
    double[] byOrdinary = hits(ordinary);
    double[] there = hits(samePlace);
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
        samePlace.isEmpty() ? p : Math.max(p, SignTest.larger(effect, there)),
        suspected.size() + chance.size() + ordinary.size() + samePlace.size());
  }

  private Interval over(double[] effect, double[] other) {
    return other.length == 0 ? Interval.NONE : Bootstrap.difference(effect, other, seed);
  }

  private double[] hits(List<RgbImage> images) {
    return Arrays.stream(answers.of(images))
        .mapToDouble(answer -> answer == classIndex ? 1 : 0)
        .toArray();
  }
}
