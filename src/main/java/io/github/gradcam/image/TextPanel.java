package io.github.gradcam.image;

import java.awt.Color;
import java.util.List;

/**
 * Words on a picture in motion: white on a darkened part of it, readable whatever is behind.
 *
 * @param place where on the picture
 * @param rows what is written, from top to bottom, at least one
 */
public record TextPanel(Place place, List<Row> rows) {

  /** Where a panel lies. */
  public enum Place {
    /** At the top, to the left. */
    TOP_LEFT,
    /** At the top, to the right. */
    TOP_RIGHT,
    /** At the bottom, to the left. */
    BOTTOM_LEFT,
    /** In the middle. */
    CENTRE
  }

  /**
   * A row of words.
   *
   * @param first what stands at its beginning
   * @param second what stands in a second column, or nothing
   * @param strong whether it is large and bold
   */
  public record Row(String first, String second, boolean strong) {

    /**
     * A plain row.
     *
     * @param text what it says
     * @return a row of one column
     */
    public static Row of(String text) {
      return new Row(text, "", false);
    }

    /**
     * A row in large, bold type.
     *
     * @param text what it says
     * @return a row of one column
     */
    public static Row strong(String text) {
      return new Row(text, "", true);
    }

    Lettering.Type type(int size) {
      return new Lettering.Type(strong ? size * 3 / 2 : size, strong, Color.WHITE, false);
    }

    int height(int size) {
      return type(size).size() * 3 / 2;
    }
  }

  private static final int LEAST_SIZE = 12;
  private static final int WIDTHS_A_SIZE = 40;
  private static final int SHADE_PERCENT = 30;

  /**
   * Copies the rows.
   *
   * @param place as described above
   * @param rows as described above
   */
  public TextPanel {
    rows = List.copyOf(rows);
  }

  /**
   * Writes on a picture itself; what does not fit is left out at the end.
   *
   * @param picture changed
   */
  public void drawOn(RgbImage picture) {
    int size = Math.max(LEAST_SIZE, picture.width() / WIDTHS_A_SIZE);
    try (Lettering lettering = new Lettering(picture)) {
      int column = column(lettering, size);
      int inner = Math.min(picture.width() - size, width(lettering, size, column));
      int width = Math.max(1, Math.min(picture.width(), inner + size));
      int height = Math.min(picture.height(), height(size) + size / 2);
      int left = left(picture.width() - width);
      int top = top(picture.height() - height);
      darken(picture, left, top, width, height);
      int y = top + size / 4;
      for (Row row : rows) {
        int middle = y + row.height(size) / 2;
        lettering.write(row.first(), row.type(size), left + size / 2, middle, inner);
        if (!row.second().isEmpty()) {
          int start = left + size / 2 + column;
          lettering.write(row.second(), row.type(size), start, middle, Math.max(1, inner - column));
        }
        y += row.height(size);
      }
    }
  }

  /** Where the second column begins. */
  private int column(Lettering lettering, int size) {
    return rows.stream()
        .filter(row -> !row.second().isEmpty())
        .mapToInt(row -> lettering.width(row.first(), row.type(size)) + size)
        .max()
        .orElse(0);
  }

  private int width(Lettering lettering, int size, int column) {
    return rows.stream()
        .mapToInt(
            row ->
                row.second().isEmpty()
                    ? lettering.width(row.first(), row.type(size))
                    : column + lettering.width(row.second(), row.type(size)))
        .max()
        .orElse(0);
  }

  private int height(int size) {
    return rows.stream().mapToInt(row -> row.height(size)).sum();
  }

  private int left(int room) {
    return switch (place) {
      case TOP_LEFT, BOTTOM_LEFT -> 0;
      case TOP_RIGHT -> room;
      case CENTRE -> room / 2;
    };
  }

  private int top(int room) {
    return switch (place) {
      case TOP_LEFT, TOP_RIGHT -> 0;
      case BOTTOM_LEFT -> room;
      case CENTRE -> room / 2;
    };
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
