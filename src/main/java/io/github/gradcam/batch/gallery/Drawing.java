package io.github.gradcam.batch.gallery;

import io.github.gradcam.explain.Explanation;
import io.github.gradcam.image.Colormap;
import io.github.gradcam.image.Overlay;
import io.github.gradcam.image.draw.View;
import java.util.Set;

/**
 * How explanations are drawn, and what is written besides images and maps.
 *
 * @param view what the image shows
 * @param overlay colours and opacity of the heat
 * @param extension of images, {@code jpg} or {@code png}
 * @param extras further files
 * @param threshold where a region begins for masks, contours and boxes, above 0, up to 1
 */
public record Drawing(
    View view, Overlay overlay, String extension, Set<Extra> extras, double threshold) {

  /** A further file of an explanation. */
  public enum Extra {
    /** The signed map, {@code .npy}. */
    RAW,
    /** The region's pixels, {@code .png}. */
    MASK,
    /** The image with outlines. */
    CONTOURS,
    /** All regions in {@code regions.json}, COCO style. */
    BOXES
  }

  /**
   * Overlays alone, as JPEG.
   *
   * @return with colours as they are unless a user says otherwise
   */
  public static Drawing overlays() {
    return new Drawing(
        View.OVERLAY, new Overlay(Colormap.of("turbo"), 0.5, false), "jpg", Set.of(), 0.5);
  }

  boolean has(Extra extra) {
    return extras.contains(extra);
  }

  Overlay overlay(Explanation explanation) {
    return overlay.ofProbability(explanation.probability());
  }
}
