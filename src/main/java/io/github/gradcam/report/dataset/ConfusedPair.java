package io.github.gradcam.report.dataset;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a cell of the confusion matrix beside its images. Means are over its images.
 *
 * @param label index of the class that they are said to have
 * @param answer index of the class answered
 * @param answerMap mean heatmap for the answer; null if there is none
 * @param labelMap mean heatmap for the label; null if there is none
 * @param contrastMap mean map of the answer's logit minus the label's, 128 for zero; null if there
 *     is none
 * @param groups ids of the groups that were made of the cell
 */
public record ConfusedPair(
    int label,
    int answer,
    @Nullable EvidenceMap answerMap,
    @Nullable EvidenceMap labelMap,
    @Nullable EvidenceMap contrastMap,
    List<String> groups) {

  /** Copies the ids. */
  public ConfusedPair {
    groups = List.copyOf(groups);
  }
}
