package io.github.gradcam.evaluate.causes;

import io.github.gradcam.evaluate.statistics.Bootstrap;
import io.github.gradcam.evaluate.statistics.Interval;
import io.github.gradcam.evaluate.statistics.SignTest;
import io.github.gradcam.image.RgbImage;
import java.util.ArrayList;
import java.util.List;

/** The same hosts changed in two or three ways: how often does a class become the answer? */
final class Paired {

  private Paired() {}

  /**
   * Asks the network.
   *
   * @param suspected hosts with what is suspected
   * @param chance the same hosts with the same elsewhere
   * @param usual the same hosts with that of ordinary images; empty for no such comparison
   */
  static TriedCause of(
      TriedCause.Kind kind,
      ClassAnswers answers,
      int classIndex,
      List<RgbImage> suspected,
      List<RgbImage> chance,
      List<RgbImage> usual,
      long seed) {
    List<RgbImage> all = new ArrayList<>(suspected);
    all.addAll(chance);
    all.addAll(usual);
    int[] classes = answers.of(all);
    double[] effect = hits(classes, 0, suspected.size(), classIndex);
    double[] byChance = hits(classes, suspected.size(), chance.size(), classIndex);
    double[] ordinary = hits(classes, suspected.size() + chance.size(), usual.size(), classIndex);
    boolean compared = !usual.isEmpty();
    double p = SignTest.larger(effect, byChance);
    return new TriedCause(
        kind,
        RegionTrial.share(effect),
        RegionTrial.share(byChance),
        RegionTrial.share(ordinary),
        Bootstrap.difference(effect, byChance, seed),
        compared ? Bootstrap.difference(effect, ordinary, seed) : Interval.NONE,
        compared ? Math.max(p, SignTest.larger(effect, ordinary)) : p,
        all.size());
  }

  private static double[] hits(int[] classes, int from, int count, int classIndex) {
    double[] hits = new double[count];
    for (int i = 0; i < count; i++) {
      hits[i] = classes[from + i] == classIndex ? 1 : 0;
    }
    return hits;
  }
}
