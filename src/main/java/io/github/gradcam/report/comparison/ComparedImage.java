package io.github.gradcam.report.comparison;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.github.gradcam.report.ClassProbability;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code comparisons.jsonl}; what is null is left out.
 *
 * @param image its path, in an archive {@code ARCHIVE!/ENTRY}
 * @param label the class that the image is said to have, where that is known
 * @param a what A predicts
 * @param b what B predicts, with A's index of the class
 * @param distance half the sum of the differences of all probabilities, 0..1
 * @param explained the class whose maps are compared, with its probability in A
 * @param explainedInB its probability in B, 0..1
 * @param rankCorrelation Spearman's rank correlation of the maps, -1..1; null where neither tells
 *     places apart
 * @param hottestTenth intersection over union of their hottest tenths, 0..1; null where both are
 *     blank
 * @param diagnosisA of A's map, as in {@code explanations.jsonl}
 * @param diagnosisB of B's map
 * @param error why there is no comparison
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ComparedImage(
    String image,
    @Nullable String label,
    @Nullable ClassProbability a,
    @Nullable ClassProbability b,
    @Nullable Double distance,
    @Nullable ClassProbability explained,
    @Nullable Float explainedInB,
    @Nullable Double rankCorrelation,
    @Nullable Double hottestTenth,
    @Nullable String diagnosisA,
    @Nullable String diagnosisB,
    @Nullable String error) {

  /**
   * The record of an image that could not be compared.
   *
   * @param image its path
   * @param label the class that it is said to have, where that is known
   * @param error what was expected and what was found
   * @return a record with these fields
   */
  public static ComparedImage failed(String image, @Nullable String label, String error) {
    return new ComparedImage(
        image, label, null, null, null, null, null, null, null, null, null, error);
  }

  /** {@return whether the models predict different classes; null where one did not answer} */
  @JsonProperty(access = JsonProperty.Access.READ_ONLY)
  public @Nullable Boolean changed() {
    if (a == null || b == null) {
      return null;
    }
    return a.index() != b.index();
  }

  /**
   * One of the two answers in words.
   *
   * @param answer A's or B's
   * @return such as {@code sea 90.0 %}; with its index, {@code crane (517) 90.0 %}, where the other
   *     answer is another class of the same name
   */
  public String words(ClassProbability answer) {
    boolean oneName = a != null && b != null && a.label().equals(b.label());
    String index =
        oneName && Boolean.TRUE.equals(changed()) ? " (%d)".formatted(answer.index()) : "";
    return answer.label() + index + " " + ClassProbability.percent(answer.probability());
  }
}
