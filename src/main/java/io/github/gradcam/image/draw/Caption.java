package io.github.gradcam.image.draw;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is written on an explanation.
 *
 * @param title the file's name
 * @param subtitle the target class, method and layer
 * @param predictions the top classes, best first
 * @param note what the reader has to know, such as why the heatmap is blank; null if nothing
 */
public record Caption(
    String title, String subtitle, List<Entry> predictions, @Nullable String note) {

  /** Copies the list. */
  public Caption {
    predictions = List.copyOf(predictions);
  }

  /**
   * The same about an image that may be wrong.
   *
   * @param doubt why; null where nothing says so
   * @return with the doubt as its note, in place of what the map says
   */
  public Caption doubting(@Nullable String doubt) {
    return doubt == null
        ? this
        : new Caption(title, subtitle, predictions, "Read with care: " + doubt);
  }

  /**
   * One predicted class.
   *
   * @param label its name
   * @param probability 0..1
   * @param isTarget whether the heatmap is about it
   */
  public record Entry(String label, double probability, boolean isTarget) {}
}
