package io.github.gradcam.report.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** How all plots look: colours, type, and how their lines are told apart. */
final class PlotStyle {

  static final Color INK = new Color(0x1b1f24);
  static final Color FAINT_INK = new Color(0x59636e);
  static final Color GRID = new Color(0xe3e6ea);
  static final Color BLUE = new Color(0x2171b5);
  static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 22);
  static final Font AXIS_TITLE = new Font(Font.SANS_SERIF, Font.PLAIN, 16);
  static final Font TICK = new Font(Font.SANS_SERIF, Font.PLAIN, 14);
  static final Font LEGEND = new Font(Font.SANS_SERIF, Font.PLAIN, 15);

  private static final Color[] COLOURS = {
    BLUE,
    new Color(0xd94801), // orange
    new Color(0x238b45), // green
    new Color(0x6a51a3), // violet
    new Color(0xd01c8b), // magenta
    new Color(0x8c510a), // brown
    new Color(0x1ba9bf), // cyan
    new Color(0xb59a00), // mustard
    new Color(0x252525), // black
  };

  private static final float LINE_WIDTH = 2.5f;
  private static final MathContext DIGITS = new MathContext(6);

  /** Solid, dashed, dotted: a series takes the next one when the colours come round again. */
  private static final BasicStroke[] STROKES = {SeriesLines.SOLID, dashed(9, 5), dashed(2, 4)};

  /** How many looks there are. */
  static final int LOOKS = COLOURS.length * STROKES.length;

  private PlotStyle() {}

  /** An empty chart of lines. */
  static XYChart chart(String title, String xTitle, String yTitle, int width, int height) {
    XYChart chart =
        new XYChartBuilder()
            .width(width)
            .height(height)
            .title(title)
            .xAxisTitle(xTitle)
            .yAxisTitle(yTitle)
            .build();
    style(chart.getStyler());
    return chart;
  }

  /**
   * Adds a line, unlike the 26 before it. Values that are not finite leave a gap; a line without
   * any finite value is left out.
   */
  static Optional<XYSeries> add(XYChart chart, String name, double[] x, double[] y) {
    return add(chart, name, chart.getSeriesMap().size(), x, y);
  }

  /** The same with the look of a number: each of the first 27 has its own. */
  static Optional<XYSeries> add(XYChart chart, String name, int look, double[] x, double[] y) {
    double[] finite = Arrays.stream(y).map(v -> Double.isFinite(v) ? v : Double.NaN).toArray();
    if (Arrays.stream(finite).allMatch(Double::isNaN)) {
      return Optional.empty();
    }
    XYSeries series = chart.addSeries(name, x, finite);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(COLOURS[look % COLOURS.length]);
    series.setMarkerColor(COLOURS[look % COLOURS.length]);
    series.setLineStyle(STROKES[look / COLOURS.length % STROKES.length]);
    series.setLineWidth(LINE_WIDTH);
    return Optional.of(series);
  }

  /** Writes the chart as a PNG; its folder is made if it is missing. */
  static void write(Path png, XYChart chart) throws IOException {
    Painting.write(png, BitmapEncoder.getBufferedImage(chart));
  }

  private static void style(XYStyler styler) {
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotBackgroundColor(Color.WHITE);
    styler.setPlotBorderVisible(false);
    styler.setChartPadding(18);
    styler.setChartFontColor(INK);
    styler.setChartTitleFont(TITLE);
    styler.setChartTitleBoxVisible(false);
    styler.setChartTitlePadding(12);
    styler.setAxisTitleFont(AXIS_TITLE);
    styler.setAxisTickLabelsFont(TICK);
    styler.setLegendFont(LEGEND);
    styler.setLegendBorderColor(Color.WHITE);
    styler.setMarkerSize(7);
    styler.setPlotGridLinesColor(GRID);
    styler.setPlotGridLinesStroke(new BasicStroke(1f));
    styler.setPlotGridVerticalLinesVisible(false);
    styler.setAxisTickMarksColor(GRID);
    styler.setxAxisTickLabelsFormattingFunction(PlotStyle::number);
    styler.setyAxisTickLabelsFormattingFunction(PlotStyle::number);
  }

  /** A tick's number without the noise of its last digits: 0.05, not .05 or 0.05000000000000001. */
  static String number(double tick) {
    return BigDecimal.valueOf(tick).round(DIGITS).stripTrailingZeros().toPlainString();
  }

  private static BasicStroke dashed(float line, float gap) {
    float[] pattern = {line, gap};
    return new BasicStroke(
        LINE_WIDTH, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, pattern, 0);
  }
}
