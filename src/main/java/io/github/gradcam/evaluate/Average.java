package io.github.gradcam.evaluate;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Scores averaged over the classes that have images.
 *
 * @param precision mean precision, 0..1
 * @param recall mean recall, 0..1
 * @param f1 mean F1, 0..1
 */
public record Average(double precision, double recall, double f1) {

  /**
   * The mean in which each class counts the same.
   *
   * @param classes scores, at least one with images
   * @return the plain mean; classes without images are left out
   */
  public static Average macro(List<ClassScore> classes) {
    return of(classes, score -> score.support() > 0 ? 1 : 0);
  }

  /**
   * The mean in which each image counts the same.
   *
   * @param classes scores, at least one with images
   * @return the mean weighted by support
   */
  public static Average weighted(List<ClassScore> classes) {
    return of(classes, ClassScore::support);
  }

  private static Average of(List<ClassScore> classes, ToDoubleFunction<ClassScore> weight) {
    double total = 0;
    double precision = 0;
    double recall = 0;
    double f1 = 0;
    for (ClassScore score : classes) {
      double share = weight.applyAsDouble(score);
      total += share;
      precision += share * orZero(score.precision());
      recall += share * orZero(score.recall());
      f1 += share * orZero(score.f1());
    }
    return new Average(precision / total, recall / total, f1 / total);
  }

  private static double orZero(@Nullable Double score) {
    return score == null ? 0 : score;
  }
}
