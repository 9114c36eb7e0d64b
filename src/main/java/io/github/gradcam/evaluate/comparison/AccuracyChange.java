package io.github.gradcam.evaluate.comparison;

import io.github.gradcam.evaluate.statistics.Interval;
import io.github.gradcam.evaluate.statistics.SignTest;
import io.github.gradcam.evaluate.statistics.Wilson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which of two models is right more often, on the same images: McNemar's exact test, for which only
 * the images count that one of them alone has right.
 *
 * @param images whose class is known
 * @param a accuracy of A with its 95 % interval
 * @param b accuracy of B
 * @param onlyA images that A alone has right
 * @param onlyB images that B alone has right
 * @param p the chance that these counts differ so much or more if neither model were better, 0..1
 */
public record AccuracyChange(int images, Interval a, Interval b, int onlyA, int onlyB, double p) {

  /** From this p-value on, a difference is not shown. */
  private static final double LEVEL = 0.05;

  /**
   * Compares accuracies.
   *
   * @param answers those whose class is not known are left out
   * @return the comparison; null where no class is known
   */
  static @Nullable AccuracyChange of(List<PairedAnswer> answers) {
    int images = 0;
    int rightInA = 0;
    int rightInB = 0;
    int rightInBoth = 0;
    for (PairedAnswer answer : answers) {
      images += answer.labelled() ? 1 : 0;
      rightInA += answer.rightInA() ? 1 : 0;
      rightInB += answer.rightInB() ? 1 : 0;
      rightInBoth += answer.rightInA() && answer.rightInB() ? 1 : 0;
    }
    if (images == 0) {
      return null;
    }
    int onlyA = rightInA - rightInBoth;
    int onlyB = rightInB - rightInBoth;
    return new AccuracyChange(
        images,
        Wilson.share(rightInA, images),
        Wilson.share(rightInB, images),
        onlyA,
        onlyB,
        SignTest.different(onlyA, onlyB));
  }

  /** {@return what the test says, as a clause} */
  public String verdict() {
    if (p >= LEVEL) {
      return "no difference in accuracy is shown";
    }
    return onlyB > onlyA ? "B is right more often" : "A is right more often";
  }
}
