package io.github.gradcam.benchmark.parts;

import io.github.gradcam.benchmark.parts.FigureClasses.Contrast;
import io.github.gradcam.evaluate.statistics.Bootstrap;
import io.github.gradcam.evaluate.statistics.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** The measures of one method over all figures. */
public final class PartScores {

  private static final long SEED = 1;

  private final String name;
  private final FigureClasses classes;

  /** What a map says of each figure at each threshold: [threshold][figure]. */
  private final List<List<Checks>> checks = new ArrayList<>();

  private final List<Double> singleDeletion = new ArrayList<>();
  private final List<Double> targetSensitivity = new ArrayList<>();

  /** What depends on the threshold, for one figure. */
  private record Checks(
      double syntheticData, double preservation, double deletion, double distractibility) {

    double mean() {
      return (syntheticData + preservation + deletion) / 3;
    }

    double completeness() {
      return (mean() + distractibility) / 2;
    }
  }

  /**
   * One line of the table.
   *
   * @param name the method's
   * @param threshold the share of the evidence above which a part counts as important: of those
   *     tried the one with the best completeness, as in the paper
   * @param syntheticData controlled synthetic data check
   * @param preservation preservation check
   * @param deletion deletion check
   * @param distractibility distractibility
   * @param completeness of the four
   * @param correctness single deletion
   * @param contrastivity target sensitivity
   */
  public record Line(
      String name,
      double threshold,
      Interval syntheticData,
      Interval preservation,
      Interval deletion,
      Interval distractibility,
      Interval completeness,
      Interval correctness,
      Interval contrastivity) {

    /** The mean of the last three, as the paper sums up a method. */
    public double mean() {
      return (completeness.meanOr(Double.NaN)
              + correctness.meanOr(Double.NaN)
              + contrastivity.meanOr(Double.NaN))
          / 3;
    }
  }

  /** Begins without figures. */
  public PartScores(String name, FigureClasses classes) {
    this.name = name;
    this.classes = classes;
    for (int i = 0; i < PartMeasures.thresholds().length; i++) {
      checks.add(new ArrayList<>());
    }
  }

  /**
   * Adds a figure.
   *
   * @param answers of the network
   * @param own evidence for the figure's class
   * @param first evidence for the first class of the contrast
   * @param second evidence for the second
   */
  public void add(
      FigureAnswers answers, PartEvidence own, PartEvidence first, PartEvidence second) {
    int[] sufficient = classes.minimalSufficient(answers.classIndex());
    double[] thresholds = PartMeasures.thresholds();
    for (int i = 0; i < thresholds.length; i++) {
      int important = own.important(thresholds[i]);
      int things = own.importantThings(thresholds[i]);
      checks
          .get(i)
          .add(
              new Checks(
                  PartMeasures.syntheticDataCheck(sufficient, important),
                  PartMeasures.preservationCheck(answers, important),
                  PartMeasures.deletionCheck(answers, important),
                  PartMeasures.distractibility(answers, important, things)));
    }
    singleDeletion.add(PartMeasures.singleDeletion(answers, own));
    Contrast contrast = classes.contrast(answers.classIndex()).orElseThrow();
    targetSensitivity.add(PartMeasures.targetSensitivity(answers, contrast, first, second));
  }

  /** Sums up. */
  public Line line() {
    int best = 0;
    for (int i = 1; i < checks.size(); i++) {
      best = mean(i) > mean(best) ? i : best;
    }
    return new Line(
        name,
        PartMeasures.thresholds()[best],
        interval(best, Checks::syntheticData),
        interval(best, Checks::preservation),
        interval(best, Checks::deletion),
        interval(best, Checks::distractibility),
        interval(best, Checks::completeness),
        interval(singleDeletion.stream().mapToDouble(d -> d)),
        interval(targetSensitivity.stream().mapToDouble(d -> d)));
  }

  private double mean(int threshold) {
    return checks.get(threshold).stream()
        .mapToDouble(Checks::completeness)
        .filter(value -> !Double.isNaN(value))
        .average()
        .orElse(0);
  }

  private Interval interval(int threshold, ToDoubleFunction<Checks> part) {
    return interval(checks.get(threshold).stream().mapToDouble(part));
  }

  private static Interval interval(DoubleStream values) {
    return Bootstrap.mean(values.toArray(), SEED);
  }
}
