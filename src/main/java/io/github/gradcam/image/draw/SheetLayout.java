package io.github.gradcam.image.draw;

import io.github.gradcam.image.RgbImage;
import java.util.List;

/**
 * Where the parts of a contact sheet lie, in pixels.
 *
 * @param grid whether the image is above a grid of tiles, rather than the first of them
 * @param tileWidth columns of a tile
 * @param tileHeight rows of a tile
 * @param rowNames width of the names of the rows, 0 if they have none
 * @param across how many tiles a line has
 * @param noteLines of each line of tiles, how many lines of words are below it
 */
record SheetLayout(
    boolean grid,
    int tileWidth,
    int tileHeight,
    int rowNames,
    int across,
    List<Integer> noteLines) {

  /** Height of the type of titles and names. */
  static final int TYPE = 14;

  /** Height of the type of notes. */
  static final int NOTE_TYPE = 11;

  static final int NOTE_LINE = 15;
  static final int MARGIN = 16;
  static final int GAP = 10;

  /** Height of a name above a tile. */
  static final int NAME = TYPE * 3 / 2;

  private static final int TITLES = TYPE * 7 / 2;
  private static final int WIDEST_ROW_NAME = 200;
  private static final int MOST_ACROSS = 6;
  private static final int FEWEST_ACROSS = 4;

  static SheetLayout of(Sheet sheet, List<List<SheetCell>> lines, RgbImage photo) {
    RgbImage any = new RgbImage(1, 1, new byte[RgbImage.CHANNELS]);
    try (Lettering lettering = new Lettering(any)) {
      int widest =
          sheet.rows().stream()
              .mapToInt(name -> lettering.width(name, Ink.name(TYPE)))
              .max()
              .orElse(0);
      List<Integer> notes =
          lines.stream().map(line -> noteLines(line, lettering, photo.width())).toList();
      return new SheetLayout(
          sheet.grid(),
          photo.width(),
          photo.height(),
          sheet.grid() ? Math.min(WIDEST_ROW_NAME, widest) : 0,
          lines.get(0).size(),
          notes);
    }
  }

  /** How many tiles of a total go in a line, so that few places of the last stay empty. */
  static int across(int total) {
    int best = Math.min(total, MOST_ACROSS);
    for (int across = best - 1; across >= FEWEST_ACROSS; across--) {
      if (Math.floorMod(-total, across) < Math.floorMod(-total, best)) {
        best = across;
      }
    }
    return best;
  }

  int x(int column) {
    int left = MARGIN + (grid ? rowNames + GAP : 0);
    return left + column * (tileWidth + GAP);
  }

  /** Where the image of a tile in a line starts, below its name. */
  int y(int line) {
    int y = (grid ? MARGIN + tileHeight + GAP : MARGIN + TITLES) + NAME;
    for (int above = 0; above < line; above++) {
      y += lineHeight(above);
    }
    return y;
  }

  /** Where the scales of the colours start. */
  int scaleX() {
    return grid ? MARGIN + tileWidth + GAP : x(across);
  }

  int scaleY() {
    return grid ? MARGIN : y(0);
  }

  /** The whole sheet's width, with scales that take so much of it. */
  int width(int scales) {
    return grid ? x(across) - GAP + MARGIN : scaleX() + scales + MARGIN;
  }

  int height() {
    int last = noteLines.size() - 1;
    return y(last) + tileHeight + noteLines.get(last) * NOTE_LINE + MARGIN;
  }

  private int lineHeight(int line) {
    return tileHeight + noteLines.get(line) * NOTE_LINE + GAP + (grid ? 0 : NAME);
  }

  private static int noteLines(List<SheetCell> line, Lettering lettering, int width) {
    return line.stream().mapToInt(cell -> cell.warning(lettering, width).size()).max().orElse(0);
  }
}
