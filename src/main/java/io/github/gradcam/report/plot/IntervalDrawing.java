package io.github.gradcam.report.plot;

import io.github.gradcam.report.plot.IntervalPlot.Row;
import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Draws one plot of intervals.
 *
 * @param title what is shown
 * @param xTitle name of the values
 * @param rows the values
 * @param scale the axis
 * @param left where the axis starts, pixels
 * @param width of the image, pixels
 */
record IntervalDrawing(
    String title, String xTitle, List<Row> rows, Scale scale, double left, int width) {

  private static final int MARGIN = 28;
  private static final int TOP = 76;
  private static final int ROW = 30;
  private static final int AXIS_LENGTH = 620;
  private static final int BELOW = 64;
  private static final int GAP = 14;
  private static final double DOT = 11;
  private static final double CAP = 5;
  private static final Font NAME = PlotStyle.LEGEND;
  private static final Font NUMBER = PlotStyle.TICK;

  static IntervalDrawing of(String title, String xTitle, List<Row> rows) {
    double names = widest(rows.stream().map(Row::name).toList(), NAME);
    double numbers = widest(rows.stream().map(IntervalDrawing::numbers).toList(), NUMBER);
    double left = MARGIN + names + GAP;
    double needed = left + AXIS_LENGTH + GAP + numbers + MARGIN;
    double titled = MARGIN + ConfusionLayout.widthOf(title, PlotStyle.TITLE) + MARGIN;
    double[] values =
        rows.stream().flatMapToDouble(r -> DoubleStream.of(r.value(), r.low(), r.high())).toArray();
    return new IntervalDrawing(
        title, xTitle, rows, Scale.over(values), left, (int) Math.ceil(Math.max(needed, titled)));
  }

  int height() {
    return bottom() + BELOW + MARGIN;
  }

  void draw(Graphics2D graphics) {
    text(graphics, title, PlotStyle.TITLE, MARGIN, MARGIN + 18);
    axis(graphics);
    for (int i = 0; i < rows.size(); i++) {
      row(graphics, rows.get(i), y(i));
    }
  }

  /** Where a value is drawn, pixels from the left. */
  double x(double value) {
    return left + scale.position(value) * AXIS_LENGTH;
  }

  /** Where a row is drawn, pixels from the top. */
  static double y(int row) {
    return TOP + (row + 0.5) * ROW;
  }

  private int bottom() {
    return TOP + rows.size() * ROW;
  }

  private void axis(Graphics2D graphics) {
    graphics.setStroke(new BasicStroke(1));
    for (double tick : scale.ticks()) {
      boolean zero = Math.abs(tick) < scale.step() / 2;
      graphics.setColor(zero ? PlotStyle.FAINT_INK : PlotStyle.GRID);
      graphics.draw(new Line2D.Double(x(tick), TOP, x(tick), bottom()));
      String number = scale.text(tick);
      double middle = x(tick) - ConfusionLayout.widthOf(number, NUMBER) / 2;
      text(graphics, number, NUMBER, middle, bottom() + 22.0);
    }
    double middle = ConfusionLayout.widthOf(xTitle, PlotStyle.AXIS_TITLE) / 2;
    double start = left + AXIS_LENGTH / 2.0 - middle;
    text(graphics, xTitle, PlotStyle.AXIS_TITLE, start, bottom() + 54.0);
  }

  private void row(Graphics2D graphics, Row row, double y) {
    double baseline = y + 5;
    double nameWidth = ConfusionLayout.widthOf(row.name(), NAME);
    text(graphics, row.name(), NAME, left - GAP - nameWidth, baseline);
    text(graphics, numbers(row), NUMBER, left + AXIS_LENGTH + GAP, baseline);
    graphics.setColor(PlotStyle.BLUE);
    graphics.setStroke(new BasicStroke(2));
    if (Double.isFinite(row.low()) && Double.isFinite(row.high())) {
      graphics.draw(new Line2D.Double(x(row.low()), y, x(row.high()), y));
      cap(graphics, x(row.low()), y);
      cap(graphics, x(row.high()), y);
    }
    if (Double.isFinite(row.value())) {
      graphics.fill(new Ellipse2D.Double(x(row.value()) - DOT / 2, y - DOT / 2, DOT, DOT));
    }
  }

  private static void cap(Graphics2D graphics, double x, double y) {
    graphics.draw(new Line2D.Double(x, y - CAP, x, y + CAP));
  }

  private static String numbers(Row row) {
    if (!Double.isFinite(row.value())) {
      return "-";
    }
    return Double.isFinite(row.low()) && Double.isFinite(row.high())
        ? String.format(Locale.ROOT, "%.3f  [%.3f, %.3f]", row.value(), row.low(), row.high())
        : String.format(Locale.ROOT, "%.3f", row.value());
  }

  private static void text(Graphics2D graphics, String text, Font font, double x, double y) {
    graphics.setColor(PlotStyle.INK);
    graphics.setFont(font);
    graphics.drawString(text, (float) x, (float) y);
  }

  private static double widest(List<String> texts, Font font) {
    return texts.stream().mapToDouble(text -> ConfusionLayout.widthOf(text, font)).max().orElse(0);
  }
}
