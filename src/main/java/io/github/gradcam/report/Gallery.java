package io.github.gradcam.report;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of explanations: one HTML file without scripts that opens from disk, with no network. */
public final class Gallery {

  private static final String TEMPLATE = "gallery.mustache";

  private Gallery() {}

  /**
   * Writes the page. Pictures are shown in the order given, with a filter by predicted class; what
   * failed is listed below with its reason.
   *
   * @param html where to write, replacing the file; its folder is made if it is missing
   * @param title heading of the page
   * @param subtitle line below it
   * @param items what to show
   * @throws IOException if the file cannot be written
   */
  public static void write(Path html, String title, String subtitle, List<Item> items)
      throws IOException {
    Template template = template();
    Files.createDirectories(html.toAbsolutePath().getParent());
    try (Writer writer = Files.newBufferedWriter(html)) {
      template.execute(GalleryPage.of(title, subtitle, items), writer);
    }
  }

  private static Template template() throws IOException {
    try (@Nullable InputStream in = Gallery.class.getResourceAsStream(TEMPLATE)) {
      if (in == null) {
        throw new IOException(
            "Expected %s on the class path, found nothing; build gradcam again".formatted(TEMPLATE));
      }
      Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8);
      return Mustache.compiler().escapeHTML(true).emptyStringIsFalse(true).compile(reader);
    }
  }
}
