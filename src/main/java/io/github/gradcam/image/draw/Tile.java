package io.github.gradcam.image.draw;

import io.github.gradcam.image.HeatValues;
import org.jspecify.annotations.Nullable;

/**
 * One place of a {@link Sheet}.
 *
 * @param heat the map to lay over the image; null where there is none or it is blank, so that the
 *     image is drawn pale and grey, unlike any explanation
 * @param note what the reader has to know, such as why the map is blank or in doubt; may be null
 */
public record Tile(@Nullable HeatValues heat, @Nullable String note) {

  /**
   * A map that can be read.
   *
   * @param heat the map
   * @return a tile without a note
   */
  public static Tile of(HeatValues heat) {
    return new Tile(heat, null);
  }

  /**
   * A map that is to be read with care.
   *
   * @param heat the map
   * @param warning why, in a sentence; written below the tile, at most three lines of it
   * @return a tile with a note
   */
  public static Tile doubtful(HeatValues heat, String warning) {
    return new Tile(heat, warning);
  }

  /**
   * A map that shows nothing, or a map that could not be made.
   *
   * @param reason why, in a sentence; written on the tile
   * @return a tile without a map
   */
  public static Tile blank(String reason) {
    return new Tile(null, reason);
  }
}
