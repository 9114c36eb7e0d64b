package io.github.gradcam.benchmark.parts;

import io.github.gradcam.benchmark.parts.FigureClasses.Contrast;
import java.util.Arrays;

/**
 * How well a map names the parts that matter, after FunnyBirds (Hesse et al., ICCV 2023,
 * arXiv:2308.06248); each measure is 0..1, and 1 is best. For a figure of class c, let e(p) be the
 * evidence on part p ({@link PartEvidence}), y(p) the logit of c without it, and I(t) = {p : e(p) >
 * t e(whole image)} the parts that the map calls important at a threshold t.
 *
 * <ul>
 *   <li><b>Controlled synthetic data check</b>, {@code max over S of |S n I(t)| / |S|}, with S the
 *       smallest sets of parts that tell c from all other classes: does the map name one of them?
 *   <li><b>Preservation check</b>: 1 if the network still says c with the parts of I(t) alone.
 *   <li><b>Deletion check</b>: 1 if the network no longer says c without the parts of I(t).
 *   <li><b>Distractibility</b>, {@code 1 - |I(t) n U| / |U|}, with U the parts and things whose
 *       removal lowers the logit of c by less than 5 %; here I(t) holds things too.
 *   <li><b>Completeness</b>: half of distractibility, half of the mean of the three checks.
 *   <li><b>Single deletion</b> (correctness), {@code (1 + rho) / 2}, with rho Spearman's rank
 *       correlation over the parts between e(p) and the fall of the logit y - y(p).
 *   <li><b>Target sensitivity</b> (contrastivity): classes a and b have two parts each in common
 *       with the figure, A and B. The mean of two: 1 if the map of a has more evidence on A than
 *       the map of b, and 1 if the map of b has more on B than that of a.
 * </ul>
 *
 * <p>Where we differ from the paper's code: e is the positive evidence, not the signed sum, unless
 * said otherwise; masks are not made wider; every measure is of figures that the network takes for
 * what they are; and a map that ranks no parts has rho = 0, where the paper leaves such images out,
 * as otherwise a method would gain by saying nothing.
 */
final class PartMeasures {

  private static final int STEPS = 80;
  private static final double LEAST = 0.01;
  private static final double MOST = 0.5;

  private PartMeasures() {}

  /** The thresholds tried: 80 from 0.01 to 0.5. */
  static double[] thresholds() {
    double[] thresholds = new double[STEPS];
    Arrays.setAll(thresholds, i -> LEAST + i * (MOST - LEAST) / (STEPS - 1));
    return thresholds;
  }

  /**
   * The share of a smallest sufficient set that is named.
   *
   * @param sufficient the smallest sets of parts that tell the class from all others
   * @param important I(t)
   * @return 0..1, for the set of which most is named
   */
  static double syntheticDataCheck(int[] sufficient, int important) {
    return Arrays.stream(sufficient)
        .mapToDouble(set -> (double) FigureClasses.size(set & important) / FigureClasses.size(set))
        .max()
        .orElse(0);
  }

  /** 1 if the answer stays when only the important parts are left. */
  static double preservationCheck(FigureAnswers answers, int important) {
    return answers.predicted(FigureClasses.ALL & ~important) == answers.predicted(0) ? 1 : 0;
  }

  /** 1 if the answer changes when the important parts are taken away. */
  static double deletionCheck(FigureAnswers answers, int important) {
    return answers.predicted(important) == answers.predicted(0) ? 0 : 1;
  }

  /**
   * One less the share of what is irrelevant that is called important.
   *
   * @return 0..1; NaN where nothing is irrelevant
   */
  static double distractibility(FigureAnswers answers, int important, int importantThings) {
    int parts = answers.irrelevantParts();
    int things = answers.irrelevantThings();
    double all = FigureClasses.size(parts) + FigureClasses.size(things);
    double wrong =
        FigureClasses.size(parts & important) + FigureClasses.size(things & importantThings);
    return all == 0 ? Double.NaN : 1 - wrong / all;
  }

  /** The rank correlation of evidence and falls, put into 0..1. */
  static double singleDeletion(FigureAnswers answers, PartEvidence evidence) {
    return (1 + spearman(evidence.parts(), answers.drops(answers.classIndex()))) / 2;
  }

  /**
   * Whether maps of two other classes light up what the figure has in common with each.
   *
   * @param first of the map of the first class
   * @param second of the map of the second class
   * @return 0, 0.5 or 1; NaN where the network itself does not tell the two apart by those parts
   */
  static double targetSensitivity(
      FigureAnswers answers, Contrast contrast, PartEvidence first, PartEvidence second) {
    int a = contrast.firstParts();
    int b = contrast.secondParts();
    boolean holds =
        answers.drop(contrast.first(), a) > answers.drop(contrast.first(), b)
            && answers.drop(contrast.second(), b) > answers.drop(contrast.second(), a);
    if (!holds) {
      return Double.NaN;
    }
    return ((first.of(a) > second.of(a) ? 1 : 0) + (second.of(b) > first.of(b) ? 1 : 0)) / 2.0;
  }

  /**
   * Spearman's rank correlation; equal values share their mean rank.
   *
   * @return -1..1; 0 where one of the two has no order
   */
  static double spearman(double[] a, double[] b) {
    double[] first = centredRanks(a);
    double[] second = centredRanks(b);
    double norm = Math.sqrt(dot(first, first) * dot(second, second));
    return norm > 0 ? dot(first, second) / norm : 0;
  }

  /** Ranks from 1, less their mean (n + 1) / 2. */
  private static double[] centredRanks(double[] values) {
    double[] ranks = new double[values.length];
    for (int i = 0; i < ranks.length; i++) {
      double lower = 0;
      double same = 0;
      for (double other : values) {
        lower += other < values[i] ? 1 : 0;
        same += other == values[i] ? 1 : 0;
      }
      ranks[i] = lower + (same + 1) / 2 - (values.length + 1) / 2.0;
    }
    return ranks;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
