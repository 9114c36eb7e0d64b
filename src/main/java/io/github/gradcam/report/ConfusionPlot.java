package io.github.gradcam.report;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/** A confusion matrix as a heat map. */
public final class ConfusionPlot {

  private ConfusionPlot() {}

  /**
   * Draws the matrix, each cell coloured by its share of the row, with count and percentage where
   * they fit. Rows without pictures are grey.
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
    BufferedImage image =
        new BufferedImage(layout.width(), layout.height(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
      new ConfusionDrawing(graphics, layout, labels, counts).draw();
    } finally {
      graphics.dispose();
    }
    Files.createDirectories(png.toAbsolutePath().getParent());
    if (!ImageIO.write(image, "png", png.toFile())) {
      throw new IOException("Expected a PNG encoder in this Java runtime, found none");
    }
  }
}
