package io.github.gradcam.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Curves over the epochs of a training. */
public final class HistoryPlot {

  private static final Color[] COLOURS = {
    new Color(0x2171b5), new Color(0xd94801), new Color(0x238b45), new Color(0x6a51a3)
  };
  private static final Color GRID = new Color(0xe3e6ea);
  private static final Color INK = new Color(0x1b1f24);
  private static final int FEW_EPOCHS = 30;

  private HistoryPlot() {}

  /**
   * Draws one curve a series. Values that are not finite leave a gap; a series without any finite
   * value is left out.
   *
   * @param png where to write; its folder is made if it is missing
   * @param title what is shown
   * @param yAxis name of the values, with their unit
   * @param seriesByName values of the epochs 1, 2, 3, ... by the name for the legend, drawn in the
   *     order of the map
   * @throws IOException if the file cannot be written
   */
  public static void write(Path png, String title, String yAxis, Map<String, double[]> seriesByName)
      throws IOException {
    XYChart chart =
        new XYChartBuilder()
            .width(960)
            .height(540)
            .title(title)
            .xAxisTitle("epoch")
            .yAxisTitle(yAxis)
            .build();
    style(chart.getStyler());
    seriesByName.forEach((name, values) -> add(chart, name, values));
    Files.createDirectories(png.toAbsolutePath().getParent());
    try (OutputStream out = Files.newOutputStream(png)) {
      BitmapEncoder.saveBitmap(chart, out, BitmapFormat.PNG);
    }
  }

  private static void add(XYChart chart, String name, double[] values) {
    double[] finite = Arrays.stream(values).map(v -> Double.isFinite(v) ? v : Double.NaN).toArray();
    if (Arrays.stream(finite).allMatch(Double::isNaN)) {
      return;
    }
    double[] epochs = IntStream.rangeClosed(1, values.length).asDoubleStream().toArray();
    XYSeries series = chart.addSeries(name, epochs, finite);
    boolean isolated = values.length <= FEW_EPOCHS;
    series.setMarker(isolated ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
    series.setLineStyle(SeriesLines.SOLID);
    series.setLineWidth(2.5f);
  }

  private static void style(XYStyler styler) {
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotBackgroundColor(Color.WHITE);
    styler.setPlotBorderVisible(false);
    styler.setChartPadding(18);
    styler.setChartFontColor(INK);
    styler.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 22));
    styler.setChartTitleBoxVisible(false);
    styler.setChartTitlePadding(12);
    styler.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 16));
    styler.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 14));
    styler.setLegendFont(new Font(Font.SANS_SERIF, Font.PLAIN, 15));
    styler.setLegendPosition(LegendPosition.OutsideS);
    styler.setLegendLayout(LegendLayout.Horizontal);
    styler.setLegendBorderColor(Color.WHITE);
    styler.setSeriesColors(COLOURS);
    styler.setMarkerSize(7);
    styler.setPlotGridLinesColor(GRID);
    styler.setPlotGridLinesStroke(new BasicStroke(1f));
    styler.setPlotGridVerticalLinesVisible(false);
    styler.setAxisTickMarksColor(GRID);
    styler.setxAxisTickLabelsFormattingFunction(HistoryPlot::wholeNumber);
  }

  private static String wholeNumber(double epoch) {
    return epoch == Math.rint(epoch) ? Long.toString((long) epoch) : " ";
  }
}
