package io.github.gradcam.batch;

import io.github.gradcam.image.Overlay;

/**
 * What is wanted of each image.
 *
 * @param target which class is explained
 * @param heatmaps what is written of its heatmap
 * @param overlay how that is drawn over the image
 * @param overlaySide the longest side of such an image, pixels; a smaller image keeps its size
 * @param keepEvidence whether rows hold a small map and what each feature map contributes
 */
public record ScoringPlan(
    TargetChoice target,
    HeatmapKind heatmaps,
    Overlay overlay,
    int overlaySide,
    boolean keepEvidence) {

  /**
   * Checks the side.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public ScoringPlan {
    if (overlaySide < 1) {
      throw new IllegalArgumentException(
          "Expected overlays of at least 1 pixel, found " + overlaySide);
    }
  }

  boolean draws() {
    return heatmaps == HeatmapKind.OVERLAY;
  }
}
