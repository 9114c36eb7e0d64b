package io.github.gradcam.report.comparison;

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

/** A page of two models over the same images: one HTML file that opens from disk. */
public final class ComparisonPage {

  /** Changes that are shown at once; others behind a word. */
  private static final int FREQUENT = 8;

  /** What the template reads; each component is a name in it. */
  record Content(
      ComparisonHead head,
      boolean hasChanges,
      List<ComparisonHead.Change> frequent,
      boolean hasRare,
      List<ComparisonHead.Change> rare,
      boolean labelled,
      List<ComparisonCard> cards) {

    static Content of(ComparisonHead head, List<ShownImage> images) {
      List<ComparisonHead.Change> changes = head.changes();
      int frequent = Math.min(FREQUENT, changes.size());
      List<ComparisonCard> cards = images.stream().map(ComparisonCard::of).toList();
      return new Content(
          head,
          !changes.isEmpty(),
          changes.subList(0, frequent),
          frequent < changes.size(),
          changes.subList(frequent, changes.size()),
          cards.stream().anyMatch(card -> !card.right().isEmpty()),
          cards);
    }
  }

  private ComparisonPage() {}

  /**
   * Writes the page: figures, then a card an image in the order given, found by text and by what
   * changed.
   *
   * @param html where to write, replacing the file, in the folder to which paths are relative
   * @param head what stands above the images
   * @param images what is shown
   * @throws IOException if the file cannot be written
   */
  public static void write(Path html, ComparisonHead head, List<ShownImage> images)
      throws IOException {
    Template template;
    try (Reader page = resource("page.mustache")) {
      template =
          Mustache.compiler()
              .escapeHTML(true)
              .emptyStringIsFalse(true)
              .withLoader(ComparisonPage::resource)
              .compile(page);
    }
    Files.createDirectories(html.toAbsolutePath().getParent());
    try (Writer writer = Files.newBufferedWriter(html)) {
      template.execute(Content.of(head, images), writer);
    }
  }

  private static Reader resource(String name) throws IOException {
    InputStream in = ComparisonPage.class.getResourceAsStream(name);
    if (in == null) {
      throw new FileNotFoundException(
          "Expected %s on the class path, found nothing; build gradcam again".formatted(name));
    }
    return new InputStreamReader(in, StandardCharsets.UTF_8);
  }
}
