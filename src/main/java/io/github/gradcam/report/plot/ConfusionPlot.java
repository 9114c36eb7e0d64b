package io.github.gradcam.report.plot;

import io.github.gradcam.report.ConfusionTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A confusion matrix as a heat map. */
public final class ConfusionPlot {

  private ConfusionPlot() {}

  /**
   * Draws the matrix, each cell coloured by its share of the row, with count and percentage where
   * they fit. Rows without images are grey.
   *
   * @param png where to write; its folder is made if it is missing
   * @param labels class names
   * @param counts [classes][classes]; rows actual, columns predicted
   * @throws IOException if the file cannot be written
   * @throws IllegalArgumentException if the matrix is not square in the number of labels
   */
  public static void write(Path png, List<String> labels, long[][] counts) throws IOException {
    ConfusionTable.requireSquare(labels, counts);
    ConfusionLayout layout = ConfusionLayout.of(labels);
    Painting.write(
        png,
        layout.width(),
        layout.height(),
        graphics -> new ConfusionDrawing(graphics, layout, labels, counts).draw());
  }
}
