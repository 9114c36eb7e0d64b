package io.github.gradcam.report.dataset;

import java.util.List;

/**
 * What was looked at, and how. Texts that are not known are empty.
 *
 * @param title heading of the page
 * @param model name of the model
 * @param method how it was explained
 * @param layer where it was looked
 * @param date when the report was made, as it is to be read
 * @param notes what a reader has to know of all that follows, such as that groups were made on a
 *     sample
 */
public record ReportHead(
    String title, String model, String method, String layer, String date, List<String> notes) {

  /** Copies the notes. */
  public ReportHead {
    notes = List.copyOf(notes);
  }

  /**
   * The same with other notes.
   *
   * @param others in place of these
   * @return a head
   */
  public ReportHead withNotes(List<String> others) {
    return new ReportHead(title, model, method, layer, date, others);
  }
}
