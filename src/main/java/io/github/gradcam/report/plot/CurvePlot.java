package io.github.gradcam.report.plot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Curves over any quantity, up to 27 that can be told apart by colour and dashes. */
public final class CurvePlot {

  private static final int WIDTH = 1200;
  private static final int LEAST_HEIGHT = 600;
  private static final int HEIGHT_A_CURVE = 28;
  private static final int REST_OF_HEIGHT = 100;

  private CurvePlot() {}

  /**
   * Draws one curve a series, named in a legend to the right. Values that are not finite leave a
   * gap; a series without any finite value is left out.
   *
   * @param png where to write; its folder is made if it is missing
   * @param title what is shown
   * @param xTitle name of the quantity, with its unit
   * @param yTitle name of the values, with their unit
   * @param x the quantity, finite, in rising order
   * @param seriesByName values at each x by the name for the legend, drawn in the order of the map
   * @throws IOException if the file cannot be written
   * @throws IllegalArgumentException if a series has another length than {@code x}
   */
  public static void write(
      Path png,
      String title,
      String xTitle,
      String yTitle,
      double[] x,
      Map<String, double[]> seriesByName)
      throws IOException {
    int height = Math.max(LEAST_HEIGHT, REST_OF_HEIGHT + HEIGHT_A_CURVE * seriesByName.size());
    XYChart chart = PlotStyle.chart(title, xTitle, yTitle, WIDTH, height);
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    for (Map.Entry<String, double[]> series : seriesByName.entrySet()) {
      if (series.getValue().length != x.length) {
        throw new IllegalArgumentException(
            "Expected %d values of %s, found %d"
                .formatted(x.length, series.getKey(), series.getValue().length));
      }
      PlotStyle.add(chart, series.getKey(), x, series.getValue());
    }
    PlotStyle.write(png, chart);
  }
}
