package io.github.gradcam.report.plot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Values by name with their confidence intervals: a row each, a dot on a bar. */
public final class IntervalPlot {

  private IntervalPlot() {}

  /**
   * One value.
   *
   * @param name what was measured
   * @param value the estimate; one that is not finite is shown as a dash
   * @param low lower end of its confidence interval; NaN if it has none
   * @param high upper end of its confidence interval; NaN if it has none
   */
  public record Row(String name, double value, double low, double high) {

    /**
     * Checks the order.
     *
     * @throws IllegalArgumentException if the value lies outside its interval
     */
    public Row {
      if (low > value || high < value) {
        throw new IllegalArgumentException(
            "Expected a value within its interval, found %s of %s in %s to %s"
                .formatted(value, name, low, high));
      }
    }
  }

  /**
   * Draws the rows from top to bottom as given, each with its numbers at the right.
   *
   * @param png where to write; its folder is made if it is missing
   * @param title what is shown
   * @param xTitle name of the values, with their unit
   * @param rows the values
   * @throws IOException if the file cannot be written
   */
  public static void write(Path png, String title, String xTitle, List<Row> rows)
      throws IOException {
    IntervalDrawing drawing = IntervalDrawing.of(title, xTitle, rows);
    Painting.write(png, drawing.width(), drawing.height(), drawing::draw);
  }
}
