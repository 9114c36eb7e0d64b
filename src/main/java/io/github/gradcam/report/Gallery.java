package io.github.gradcam.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A page of explanations: one HTML file that opens from disk, with no network. */
public final class Gallery {

  private Gallery() {}

  /**
   * Writes the page: a card an explanation, in the order given, those that failed among them; found
   * by class, method and layer, by text, and by whether they failed, are blank or in doubt.
   *
   * @param html where to write, replacing the file, in the folder to which the paths of the records
   *     are relative; made if it is missing
   * @param title heading of the page
   * @param subtitle line below it, such as the name of the model
   * @param records what to show
   * @throws IOException if the file cannot be written
   */
  public static void write(
      Path html, String title, String subtitle, List<ExplanationRecord> records)
      throws IOException {
    GalleryPage page = GalleryPage.of(title, subtitle, records);
    PageTemplate.write(html, Gallery.class, "gallery.mustache", page);
  }
}
