package io.github.gradcam.evaluate;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How well one class is recognised. A class without an image has no scores: the three are null.
 *
 * @param label name of the class
 * @param precision right answers among the answers with this class, 0..1; 0 if it was never given
 * @param recall right answers among the images of this class, 0..1
 * @param f1 harmonic mean of precision and recall, 0..1; 0 if both are 0
 * @param support images of this class
 */
public record ClassScore(
    String label,
    @Nullable Double precision,
    @Nullable Double recall,
    @Nullable Double f1,
    long support) {

  /**
   * Scores every class of a confusion matrix.
   *
   * @param matrix the counts
   * @param labels class names, as many as the matrix has rows
   * @return one score a class, in the order of the labels
   */
  static List<ClassScore> of(ConfusionMatrix matrix, List<String> labels) {
    return IntStream.range(0, labels.size())
        .mapToObj(index -> of(matrix, index, labels.get(index)))
        .toList();
  }

  private static ClassScore of(ConfusionMatrix matrix, int index, String label) {
    long support = matrix.actual(index);
    if (support == 0) {
      return new ClassScore(label, null, null, null, 0);
    }
    long correct = matrix.correct(index);
    long predicted = matrix.predicted(index);
    return new ClassScore(
        label,
        ratio(correct, predicted),
        ratio(correct, support),
        ratio(2 * correct, support + predicted),
        support);
  }

  private static double ratio(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
