package io.github.gradcam.report.plot;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.util.List;

/**
 * Where the parts of a confusion heat map lie, in pixels. Cells shrink as classes grow in number,
 * so that a thousand classes still make an image that can be opened.
 *
 * @param classes rows and columns
 * @param cell side of a cell
 * @param left where the first column starts
 * @param top where the first row starts
 * @param labelFont type of the class names
 */
record ConfusionLayout(int classes, int cell, int left, int top, Font labelFont) {

  static final int MARGIN = 28;
  static final int SCALE_WIDTH = 18;
  static final int SCALE_GAP = 28;

  private static final int LARGEST_CELL = 104;
  private static final int SMALLEST_CELL = 3;
  private static final int SIDE = 1400;
  private static final int SMALLEST_LABELLED_CELL = 11;
  private static final int SMALLEST_WRITTEN_CELL = 44;
  private static final int TITLE = 44;
  private static final int AXIS_NAME = 30;
  private static final int SCALE_LABELS = 52;
  private static final int LEAST_WIDTH = 420;
  private static final FontRenderContext METRICS = new FontRenderContext(null, true, true);

  static ConfusionLayout of(List<String> labels) {
    int classes = labels.size();
    int cell = Math.min(LARGEST_CELL, Math.max(SMALLEST_CELL, SIDE / classes));
    Font font = new Font(Font.SANS_SERIF, Font.PLAIN, Math.min(17, Math.max(9, cell - 3)));
    double widest = labels.stream().mapToDouble(label -> widthOf(label, font)).max().orElse(0);
    int names = cell >= SMALLEST_LABELLED_CELL ? (int) Math.ceil(widest) + 12 : 0;
    int columnNames = names > cell ? names : (names == 0 ? 0 : font.getSize() + 14);
    return new ConfusionLayout(
        classes, cell, MARGIN + AXIS_NAME + names, MARGIN + TITLE + AXIS_NAME + columnNames, font);
  }

  static double widthOf(String text, Font font) {
    return font.getStringBounds(text, METRICS).getWidth();
  }

  int side() {
    return cell * classes;
  }

  int width() {
    return Math.max(LEAST_WIDTH, left + side() + SCALE_GAP + SCALE_WIDTH + SCALE_LABELS + MARGIN);
  }

  int height() {
    return top + side() + MARGIN;
  }

  boolean labelled() {
    return cell >= SMALLEST_LABELLED_CELL;
  }

  boolean written() {
    return cell >= SMALLEST_WRITTEN_CELL;
  }

  /** Whether the names above the columns are too wide to lie flat. */
  boolean upright(List<String> labels) {
    return labels.stream().anyMatch(label -> widthOf(label, labelFont) + 12 > cell);
  }
}
