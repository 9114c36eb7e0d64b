package io.github.gradcam.report;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
    Template template;
    try (Reader page = resource("gallery.mustache")) {
      template =
          Mustache.compiler()
              .escapeHTML(true)
              .emptyStringIsFalse(true)
              .withLoader(Gallery::resource) // {{>gallery.css}} and {{>gallery.js}}
              .compile(page);
    }
    Files.createDirectories(html.toAbsolutePath().getParent());
    try (Writer writer = Files.newBufferedWriter(html)) {
      template.execute(GalleryPage.of(title, subtitle, records), writer);
    }
  }

  private static Reader resource(String name) throws IOException {
    InputStream in = Gallery.class.getResourceAsStream(name);
    if (in == null) {
      throw new FileNotFoundException(
          "Expected %s on the class path, found nothing; build gradcam again".formatted(name));
    }
    return new InputStreamReader(in, StandardCharsets.UTF_8);
  }
}
