package io.github.gradcam.image.draw;

import io.github.gradcam.image.HeatValues;
import io.github.gradcam.image.Overlay;
import io.github.gradcam.image.RgbImage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One place of a contact sheet as it is drawn.
 *
 * @param name what is written above it; empty where rows and columns have names
 * @param tile what it shows; null for the image alone
 */
record SheetCell(String name, @Nullable Tile tile) {

  private static final int MOST_WARNING_LINES = 3;

  /** Black in a place without a map; white stays white. */
  private static final int PALE_BLACK = 190;

  /** The cells line by line: those of the grid or, of a single column, as many as fit a line. */
  static List<List<SheetCell>> lines(Sheet sheet) {
    if (sheet.grid()) {
      return sheet.tiles().stream()
          .map(line -> line.stream().map(tile -> new SheetCell("", tile)).toList())
          .toList();
    }
    List<SheetCell> cells = new ArrayList<>(List.of(new SheetCell("image", null)));
    for (int row = 0; row < sheet.rows().size(); row++) {
      cells.add(new SheetCell(sheet.rows().get(row), sheet.tiles().get(row).get(0)));
    }
    int across = SheetLayout.across(cells.size());
    List<List<SheetCell>> lines = new ArrayList<>();
    for (int from = 0; from < cells.size(); from += across) {
      lines.add(cells.subList(from, Math.min(from + across, cells.size())));
    }
    return lines;
  }

  @Nullable HeatValues heat() {
    return tile == null ? null : tile.heat();
  }

  /** What is written below a map that is drawn, in lines no wider than a tile. */
  List<String> warning(Lettering lettering, int width) {
    return tile == null || tile.heat() == null || tile.note() == null
        ? List.of()
        : lettering.wrap(tile.note(), Ink.note(SheetLayout.NOTE_TYPE), width, MOST_WARNING_LINES);
  }

  /** What is written on a place without a map, in lines no wider than a tile. */
  List<String> reason(Lettering lettering, int width, int most) {
    return tile == null || tile.heat() != null || tile.note() == null
        ? List.of()
        : lettering.wrap(tile.note(), Ink.note(SheetLayout.NOTE_TYPE), width, most);
  }

  /** The original in it, at its own size. */
  RgbImage picture(RgbImage photo, Overlay overlay) {
    HeatValues heat = heat();
    if (heat != null) {
      return overlay.blend(photo, heat);
    }
    return tile == null ? photo : paleGrey(photo);
  }

  private static RgbImage paleGrey(RgbImage photo) {
    byte[] pixels = new byte[photo.pixels().length];
    for (int at = 0; at < pixels.length; at += RgbImage.CHANNELS) {
      int sum = 0;
      for (int channel = 0; channel < RgbImage.CHANNELS; channel++) {
        sum += photo.pixels()[at + channel] & 0xff;
      }
      byte pale = (byte) (PALE_BLACK + sum * (255 - PALE_BLACK) / (255 * RgbImage.CHANNELS));
      for (int channel = 0; channel < RgbImage.CHANNELS; channel++) {
        pixels[at + channel] = pale;
      }
    }
    return new RgbImage(photo.width(), photo.height(), pixels);
  }
}
