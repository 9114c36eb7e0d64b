package io.github.gradcam.report.comparison;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An image on the page.
 *
 * @param image what is known of it
 * @param path of the image itself, relative to the page; null where a browser cannot open it
 * @param tiles what is shown, from left to right
 */
public record ShownImage(ComparedImage image, @Nullable String path, List<Tile> tiles) {

  /** Copies the list. */
  public ShownImage {
    tiles = List.copyOf(tiles);
  }

  /**
   * One of the images of a card.
   *
   * @param path relative to the page
   * @param caption what it shows
   */
  public record Tile(String path, String caption) {}
}
