package io.github.gradcam.image.draw;

import io.github.gradcam.image.RgbImage;
import java.awt.Color;
import java.util.List;

/**
 * Rows of words in the middle of an image, white on a darkened part of it; a list of keys, say.
 *
 * @param rows from top to bottom, at least one
 */
public record TextTable(List<Row> rows) {

  /**
   * A row of words.
   *
   * @param first what stands at its beginning
   * @param second what stands in a second column, or nothing
   * @param strong whether it is large and bold
   */
  public record Row(String first, String second, boolean strong) {

    Lettering.Type type(int size) {
      return new Lettering.Type(strong ? size * 5 / 4 : size, strong, Color.WHITE, false);
    }

    int height(int size) {
      return type(size).size() * 3 / 2;
    }
  }

  private static final int LEAST_SIZE = 10;

  /** So that a table leaves room above and below, as many rows as it may have. */
  private static final double MOST_OF_HEIGHT = 0.7;

  private static final int WIDTHS_A_SIZE = 36;
  private static final int SHADE_PERCENT = 25;

  /** Copies the rows. */
  public TextTable {
    rows = List.copyOf(rows);
  }

  /**
   * Writes on an image, in its own pixels; what does not fit is left out at the end.
   *
   * @param picture changed
   */
  public void draw(RgbImage picture) {
    int size = size(picture);
    try (Lettering lettering = new Lettering(picture)) {
      int column = column(lettering, size);
      int inner = Math.max(1, Math.min(picture.width() - size, width(lettering, size, column)));
      int width = Math.min(picture.width(), inner + size);
      int height = Math.min(picture.height(), height(size) + size / 2);
      int left = (picture.width() - width) / 2;
      int y = (picture.height() - height) / 2;
      darken(picture, left, y, width, height);
      y += size / 4;
      for (Row row : rows) {
        int middle = y + row.height(size) / 2;
        int start = left + size / 2;
        lettering.write(row.first, row.type(size), start, middle, inner);
        if (!row.second.isEmpty()) {
          int room = Math.max(1, inner - column);
          lettering.write(row.second, row.type(size), start + column, middle, room);
        }
        y += row.height(size);
      }
    }
  }

  private int size(RgbImage picture) {
    double rowsHigh = rows.size() * 1.5;
    int fitting = (int) (picture.height() * MOST_OF_HEIGHT / rowsHigh);
    return Math.max(LEAST_SIZE, Math.min(picture.width() / WIDTHS_A_SIZE, fitting));
  }

  /** Where the second column begins. */
  private int column(Lettering lettering, int size) {
    return rows.stream()
        .filter(row -> !row.second.isEmpty())
        .mapToInt(row -> lettering.width(row.first, row.type(size)) + size)
        .max()
        .orElse(0);
  }

  private int width(Lettering lettering, int size, int column) {
    return rows.stream()
        .mapToInt(
            row ->
                row.second.isEmpty()
                    ? lettering.width(row.first, row.type(size))
                    : column + lettering.width(row.second, row.type(size)))
        .max()
        .orElse(0);
  }

  private int height(int size) {
    return rows.stream().mapToInt(row -> row.height(size)).sum();
  }

  private static void darken(RgbImage picture, int left, int top, int width, int height) {
    byte[] pixels = picture.pixels();
    for (int y = top; y < top + height; y++) {
      int start = (y * picture.width() + left) * RgbImage.CHANNELS;
      for (int i = start; i < start + width * RgbImage.CHANNELS; i++) {
        pixels[i] = (byte) ((pixels[i] & 0xff) * SHADE_PERCENT / 100);
      }
    }
  }
}
