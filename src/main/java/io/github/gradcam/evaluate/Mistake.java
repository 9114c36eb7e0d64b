package io.github.gradcam.evaluate;

import java.util.Comparator;
import java.util.List;

/**
 * An image that was taken for something else.
 *
 * @param path where the image came from
 * @param actual label of the true class
 * @param predicted label of the answer
 * @param confidence probability of the answer, 0..1
 */
public record Mistake(String path, String actual, String predicted, float confidence) {

  private static final Comparator<Mistake> MOST_CONFIDENT_FIRST =
      Comparator.comparing(Mistake::confidence).reversed().thenComparing(Mistake::path);

  /**
   * Finds the wrong answers.
   *
   * @param predictions all answers
   * @param labels class names in the order of the probabilities
   * @return the wrong ones, the most confident first, equal ones by path
   */
  static List<Mistake> of(List<Prediction> predictions, List<String> labels) {
    return predictions.stream()
        .filter(prediction -> !prediction.correct())
        .map(
            prediction ->
                new Mistake(
                    prediction.path(),
                    labels.get(prediction.actual()),
                    labels.get(prediction.predicted()),
                    prediction.confidence()))
        .sorted(MOST_CONFIDENT_FIRST)
        .toList();
  }
}
