package io.github.gradcam.image.draw;

import io.github.gradcam.image.Overlay;
import io.github.gradcam.image.Resize;
import io.github.gradcam.image.RgbImage;
import java.util.List;

/**
 * A contact sheet that compares maps of one image: a grid of small overlays with a name at each row
 * and column, the image in its corner and the scale of the colours. With one column, which is then
 * not named, the tiles run on in lines, each under its own name, the image first.
 *
 * @param title the image's name
 * @param subtitle what the maps are about: the class, the model, the layer
 * @param rows names of the rows, such as methods; at least one
 * @param columns names of the columns, such as layers; at least one
 * @param tiles the maps in the order [row][column]
 */
public record Sheet(
    String title,
    String subtitle,
    List<String> rows,
    List<String> columns,
    List<List<Tile>> tiles) {

  /** Width of a tile, pixels; that of a tall image is narrower. */
  public static final int TILE = 220;

  private static final int TALLEST_TILE = 300;

  /**
   * Copies the lists and checks that there is a tile for each row and column.
   *
   * @throws IllegalArgumentException if there is no row, no column, or another number of tiles
   */
  public Sheet {
    rows = List.copyOf(rows);
    columns = List.copyOf(columns);
    tiles = tiles.stream().map(List::copyOf).toList();
    if (rows.isEmpty() || columns.isEmpty() || tiles.size() != rows.size()) {
      throw new IllegalArgumentException(
          "Expected at least one row and column and a line of tiles for each row, found %d rows, %d columns and %d lines"
              .formatted(rows.size(), columns.size(), tiles.size()));
    }
    for (List<Tile> line : tiles) {
      if (line.size() != columns.size()) {
        throw new IllegalArgumentException(
            "Expected %d tiles in each line, found %d".formatted(columns.size(), line.size()));
      }
    }
  }

  /**
   * Draws the sheet.
   *
   * @param photo the image that the maps belong to, at any size
   * @param overlay colours and share of the maps
   * @return the sheet; its size follows from the number of tiles and the image's proportions
   */
  public RgbImage draw(RgbImage photo, Overlay overlay) {
    double scale = Math.min((double) TILE / photo.width(), (double) TALLEST_TILE / photo.height());
    int width = Math.max(1, (int) Math.round(photo.width() * scale));
    int height = Math.max(1, (int) Math.round(photo.height() * scale));
    return new SheetDrawing(this, Resize.bilinear(photo, width, height), overlay).draw();
  }

  /** Whether rows and columns have names of their own, rather than the tiles. */
  boolean grid() {
    return columns.size() > 1;
  }
}
