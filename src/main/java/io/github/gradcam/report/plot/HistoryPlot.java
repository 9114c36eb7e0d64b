package io.github.gradcam.report.plot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Curves over the epochs of a training. */
public final class HistoryPlot {

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
    XYChart chart = PlotStyle.chart(title, "epoch", yAxis, 960, 540);
    chart.getStyler().setLegendPosition(LegendPosition.OutsideS);
    chart.getStyler().setLegendLayout(LegendLayout.Horizontal);
    chart.getStyler().setxAxisTickLabelsFormattingFunction(HistoryPlot::wholeNumber);
    seriesByName.forEach((name, values) -> add(chart, name, values));
    PlotStyle.write(png, chart);
  }

  private static void add(XYChart chart, String name, double[] values) {
    double[] epochs = IntStream.rangeClosed(1, values.length).asDoubleStream().toArray();
    boolean isolated = values.length <= FEW_EPOCHS;
    PlotStyle.add(chart, name, epochs, values)
        .filter(series -> isolated)
        .ifPresent(series -> series.setMarker(SeriesMarkers.CIRCLE));
  }

  private static String wholeNumber(double epoch) {
    return epoch == Math.rint(epoch) ? Long.toString((long) epoch) : " ";
  }
}
