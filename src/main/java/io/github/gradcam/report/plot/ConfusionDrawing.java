package io.github.gradcam.report.plot;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/** Draws one confusion heat map. */
@SuppressWarnings("ArrayRecordComponent") // the counts are drawn, never compared
record ConfusionDrawing(
    Graphics2D graphics, ConfusionLayout layout, List<String> labels, long[][] counts) {

  private static final Color NO_IMAGES = new Color(0xe3e6ea);
  private static final double WHITE_INK_FROM = 0.55; // share of the row

  /** RGB at 0, 1/4, ... 1: from near white to dark blue, evenly growing darker. */
  private static final int[][] STOPS = {
    {0xf5, 0xf8, 0xfc},
    {0xc6, 0xdb, 0xef},
    {0x6b, 0xae, 0xd6},
    {0x21, 0x71, 0xb5},
    {0x08, 0x30, 0x6b}
  };

  private static final Font SCALE = new Font(Font.SANS_SERIF, Font.PLAIN, 13);

  void draw() {
    for (int row = 0; row < layout.classes(); row++) {
      long total = LongStream.of(counts[row]).sum();
      for (int column = 0; column < layout.classes(); column++) {
        cell(row, column, total);
      }
    }
    if (layout.labelled()) {
      names();
    }
    titles();
    scale();
  }

  private void cell(int row, int column, long total) {
    int gap = layout.written() ? 1 : 0;
    int x = layout.left() + column * layout.cell();
    int y = layout.top() + row * layout.cell();
    double share = total == 0 ? 0 : (double) counts[row][column] / total;
    graphics.setColor(total == 0 ? NO_IMAGES : colour(share));
    graphics.fillRect(x, y, layout.cell() - gap, layout.cell() - gap);
    if (!layout.written() || total == 0) {
      return;
    }
    graphics.setColor(counts[row][column] == 0 ? PlotStyle.FAINT_INK : ink(share));
    float size = layout.cell() / 4.6f;
    double centre = x + layout.cell() / 2.0;
    String count = Long.toString(counts[row][column]);
    double wide = layout.cell() - 8.0;
    centred(count, centre, y + layout.cell() * 0.49, fitted(count, size, wide));
    String percent = String.format(Locale.ROOT, "%.1f %%", 100 * share);
    centred(percent, centre, y + layout.cell() * 0.74, fitted(percent, size * 0.66f, wide));
  }

  private static Color ink(double share) {
    return share >= WHITE_INK_FROM ? Color.WHITE : PlotStyle.INK;
  }

  private static Font fitted(String text, float size, double width) {
    Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 1).deriveFont(size);
    double needed = ConfusionLayout.widthOf(text, font);
    return needed <= width ? font : font.deriveFont((float) (size * width / needed));
  }

  private void names() {
    Font font = layout.labelFont();
    boolean upright = layout.upright(labels);
    graphics.setColor(PlotStyle.INK);
    for (int i = 0; i < labels.size(); i++) {
      double middle = (i + 0.5) * layout.cell();
      String name = labels.get(i);
      double width = ConfusionLayout.widthOf(name, font);
      double baseline = layout.top() + middle + font.getSize() * 0.36;
      graphics.setFont(font);
      graphics.drawString(name, (float) (layout.left() - 8 - width), (float) baseline);
      if (upright) {
        double x = layout.left() + middle + font.getSize() * 0.36;
        turned(name, x, layout.top() - 8.0, font);
      } else {
        centred(name, layout.left() + middle, layout.top() - 10.0, font);
      }
    }
  }

  private void titles() {
    double middle = layout.side() / 2.0;
    graphics.setColor(PlotStyle.INK);
    graphics.setFont(PlotStyle.TITLE);
    graphics.drawString("Confusion matrix", ConfusionLayout.MARGIN, ConfusionLayout.MARGIN + 18);
    graphics.setColor(PlotStyle.FAINT_INK);
    centred(
        "predicted", layout.left() + middle, ConfusionLayout.MARGIN + 58.0, PlotStyle.AXIS_TITLE);
    double start =
        layout.top() + middle + ConfusionLayout.widthOf("actual", PlotStyle.AXIS_TITLE) / 2;
    turned("actual", ConfusionLayout.MARGIN + 12.0, start, PlotStyle.AXIS_TITLE);
  }

  private void scale() {
    int x = layout.left() + layout.side() + ConfusionLayout.SCALE_GAP;
    int height = layout.side();
    for (int y = 0; y < height; y++) {
      graphics.setColor(colour(1 - (double) y / Math.max(1, height - 1)));
      graphics.fillRect(x, layout.top() + y, ConfusionLayout.SCALE_WIDTH, 1);
    }
    graphics.setColor(PlotStyle.FAINT_INK);
    graphics.setFont(SCALE);
    int text = x + ConfusionLayout.SCALE_WIDTH + 8;
    graphics.drawString("100 %", text, layout.top() + 10);
    graphics.drawString("0 %", text, layout.top() + height);
    if (height > 120) {
      graphics.drawString("of row", text, layout.top() + height / 2 + 5);
    }
  }

  private void centred(String text, double x, double baseline, Font font) {
    graphics.setFont(font);
    double left = x - ConfusionLayout.widthOf(text, font) / 2;
    graphics.drawString(text, (float) left, (float) baseline);
  }

  private void turned(String text, double x, double y, Font font) {
    AffineTransform upright = graphics.getTransform();
    graphics.translate(x, y);
    graphics.rotate(-Math.PI / 2);
    graphics.setFont(font);
    graphics.drawString(text, 0, 0);
    graphics.setTransform(upright);
  }

  /** The colour of a share in 0..1. */
  static Color colour(double share) {
    double position = Math.min(1, Math.max(0, share)) * (STOPS.length - 1);
    int lower = Math.min((int) position, STOPS.length - 2);
    double part = position - lower;
    return new Color(mix(lower, 0, part), mix(lower, 1, part), mix(lower, 2, part));
  }

  private static int mix(int stop, int channel, double part) {
    int from = STOPS[stop][channel];
    return (int) Math.round(from + part * (STOPS[stop + 1][channel] - from));
  }
}
