package io.github.gradcam.image.draw;

import io.github.gradcam.image.Colormap;
import io.github.gradcam.image.HeatValues;
import io.github.gradcam.image.Overlay;
import io.github.gradcam.image.RgbImage;
import java.util.ArrayList;
import java.util.List;

/** Draws one contact sheet. */
final class SheetDrawing {

  private static final int SCALE_TYPE = 10;
  private static final Lettering.Type NAME = Ink.name(SheetLayout.TYPE);
  private static final Lettering.Type NOTE = Ink.note(SheetLayout.NOTE_TYPE);

  private final Sheet sheet;
  private final RgbImage photo;
  private final Overlay overlay;
  private final List<List<SheetCell>> lines;
  private final SheetLayout layout;
  private final List<ColourBar> scales;
  private final int scalesWidth;

  /** A sheet of an image that has the size of a tile. */
  SheetDrawing(Sheet sheet, RgbImage photo, Overlay overlay) {
    this.sheet = sheet;
    this.photo = photo;
    this.overlay = overlay;
    this.lines = SheetCell.lines(sheet);
    this.layout = SheetLayout.of(sheet, lines, photo);
    this.scales = scales();
    this.scalesWidth = scales.stream().mapToInt(bar -> scaleWidth(bar.signed())).sum();
  }

  RgbImage draw() {
    Canvas canvas = new Canvas(layout.width(scalesWidth), layout.height());
    if (sheet.grid()) {
      canvas.put(photo, SheetLayout.MARGIN, SheetLayout.MARGIN);
    }
    scales.forEach(bar -> canvas.put(bar.colours(), bar.x(), bar.y()));
    forEachCell((cell, x, y) -> canvas.put(cell.picture(photo, overlay), x, y));
    try (Lettering lettering = new Lettering(canvas.image())) {
      scales.forEach(bar -> bar.letter(lettering));
      writeTitles(lettering, canvas.image().width());
      writeRowAndColumnNames(lettering);
      forEachCell((cell, x, y) -> writeCell(lettering, cell, x, y));
    }
    return canvas.image();
  }

  /** One scale for unsigned maps and one for signed ones, as far as there are any. */
  private List<ColourBar> scales() {
    List<ColourBar> bars = new ArrayList<>();
    int x = layout.scaleX();
    for (HeatValues heat : kindsOfMap()) {
      Colormap colours = overlay.colours(heat);
      bars.add(
          new ColourBar(
              colours, heat.signed(), x, layout.scaleY(), layout.tileHeight(), SCALE_TYPE));
      x += scaleWidth(heat.signed());
    }
    return bars;
  }

  private static int scaleWidth(boolean signed) {
    return ColourBar.width(SCALE_TYPE, signed) + SheetLayout.GAP;
  }

  private List<HeatValues> kindsOfMap() {
    List<HeatValues> kinds = new ArrayList<>();
    for (boolean signed : new boolean[] {false, true}) {
      lines.stream()
          .flatMap(List::stream)
          .map(SheetCell::heat)
          .filter(heat -> heat != null && heat.signed() == signed)
          .findFirst()
          .ifPresent(kinds::add);
    }
    return kinds;
  }

  private void writeTitles(Lettering lettering, int sheetWidth) {
    int size = SheetLayout.TYPE;
    int x = sheet.grid() ? layout.scaleX() + scalesWidth : SheetLayout.MARGIN;
    int width = sheetWidth - SheetLayout.MARGIN - x;
    int y = SheetLayout.MARGIN + size / 2;
    lettering.write(sheet.title(), Ink.title(size), x, y, width);
    lettering.write(sheet.subtitle(), Ink.subtitle(size), x, y + size * 3 / 2, width);
  }

  private void writeRowAndColumnNames(Lettering lettering) {
    if (!sheet.grid()) {
      return;
    }
    for (int column = 0; column < layout.across(); column++) {
      writeName(lettering, sheet.columns().get(column), layout.x(column), layout.y(0));
    }
    for (int line = 0; line < lines.size(); line++) {
      int middle = layout.y(line) + layout.tileHeight() / 2;
      String name = sheet.rows().get(line);
      lettering.write(name, NAME, SheetLayout.MARGIN, middle, layout.rowNames());
    }
  }

  private void writeCell(Lettering lettering, SheetCell cell, int x, int y) {
    writeName(lettering, cell.name(), x, y);
    int width = layout.tileWidth();
    int line = SheetLayout.NOTE_LINE;
    writeLines(lettering, cell.warning(lettering, width), x, y + layout.tileHeight(), width);
    int inner = width - SheetLayout.GAP;
    List<String> reason = cell.reason(lettering, inner, Math.max(1, layout.tileHeight() / line));
    int top = y + Math.max(0, layout.tileHeight() - reason.size() * line) / 2;
    writeLines(lettering, reason, x + SheetLayout.GAP / 2, top, inner);
  }

  private void writeName(Lettering lettering, String name, int x, int y) {
    lettering.write(name, NAME, x, y - SheetLayout.NAME / 2, layout.tileWidth());
  }

  private static void writeLines(
      Lettering lettering, List<String> words, int x, int top, int width) {
    int y = top + SheetLayout.NOTE_LINE / 2;
    for (String line : words) {
      lettering.write(line, NOTE, x, y, width);
      y += SheetLayout.NOTE_LINE;
    }
  }

  private void forEachCell(Place place) {
    for (int line = 0; line < lines.size(); line++) {
      for (int column = 0; column < lines.get(line).size(); column++) {
        place.at(lines.get(line).get(column), layout.x(column), layout.y(line));
      }
    }
  }

  /** What is done at the place of a cell's image. */
  private interface Place {
    void at(SheetCell cell, int x, int y);
  }
}
