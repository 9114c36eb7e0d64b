package io.github.gradcam.report.comparison;

import io.github.gradcam.report.PageTemplate;
import java.io.IOException;
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
    PageTemplate.write(html, ComparisonPage.class, "page.mustache", Content.of(head, images));
  }
}
