package io.github.gradcam.report.dataset;

import java.util.List;

/**
 * What is known of a cell of the confusion matrix beside its images.
 *
 * @param label index of the class that they are said to have
 * @param answer index of the class answered
 * @param images some of its images with their maps, surest first
 * @param groups ids of the groups that were made of the cell
 */
public record ConfusedPair(int label, int answer, List<Compared> images, List<String> groups) {

  /** Copies the lists. */
  public ConfusedPair {
    images = List.copyOf(images);
    groups = List.copyOf(groups);
  }

  /**
   * An image with the evidence for either class, the three maps on one scale.
   *
   * @param image its place in the report
   * @param answerMap what speaks for the answer
   * @param labelMap what speaks for the label
   * @param contrastMap what speaks for the answer's logit minus the label's, 128 for zero
   */
  public record Compared(
      int image, EvidenceMap answerMap, EvidenceMap labelMap, EvidenceMap contrastMap) {}
}
