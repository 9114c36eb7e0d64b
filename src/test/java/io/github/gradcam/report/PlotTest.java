package io.github.gradcam.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlotTest {

  private static final int BLUE = 0xff2171b5;

  @TempDir private Path folder;

  @BeforeAll
  static void drawWithoutADisplay() {
    System.setProperty("java.awt.headless", "true");
  }

  @Test
  void confusionCellIsDarkerTheLargerItsShareOfTheRow() throws IOException {
    Path png = folder.resolve("new/confusion.png");
    List<String> labels = List.of("a", "b", "c");
    ConfusionPlot.write(png, labels, new long[][] {{9, 1, 0}, {1, 3, 0}, {0, 0, 0}});
    BufferedImage image = ImageIO.read(png.toFile());
    assertThat(colour(image, labels, 0, 0)).isEqualTo(ConfusionDrawing.colour(0.9).getRGB());
    assertThat(colour(image, labels, 0, 1)).isEqualTo(ConfusionDrawing.colour(0.1).getRGB());
    assertThat(colour(image, labels, 1, 1)).isEqualTo(ConfusionDrawing.colour(0.75).getRGB());
    assertThat(colour(image, labels, 2, 2)).isEqualTo(0xffe3e6ea); // no pictures
  }

  @Test
  void thousandClassesStillMakeAPicture() throws IOException {
    List<String> labels = IntStream.range(0, 1000).mapToObj(i -> "class " + i).toList();
    Path png = folder.resolve("large.png");
    ConfusionPlot.write(png, labels, new long[1000][1000]);
    assertThat(ImageIO.read(png.toFile()).getWidth()).isBetween(3000, 3300);
  }

  @Test
  void confusionOfAnotherSizeThanTheLabelsIsAnError() {
    assertThatThrownBy(
            () -> ConfusionPlot.write(folder.resolve("x.png"), List.of("a"), new long[2][2]))
        .hasMessageContaining("1 labels, found 2 rows");
  }

  @Test
  void curveIsDrawnAroundAGap() throws IOException {
    Path png = folder.resolve("new/loss.png");
    Map<String, double[]> series = new LinkedHashMap<>();
    series.put("training", new double[] {2, 1.5, Double.NaN, Double.POSITIVE_INFINITY, 0.5, 0.4});
    series.put("nothing", new double[] {Double.NaN, Double.NaN});
    HistoryPlot.write(png, "Loss", "loss", series);
    BufferedImage image = ImageIO.read(png.toFile());
    int plotBottom = image.getHeight() * 3 / 4;
    int[] columns =
        IntStream.range(0, image.getWidth())
            .filter(x -> IntStream.range(0, plotBottom).anyMatch(y -> image.getRGB(x, y) == BLUE))
            .toArray();
    int widestGap =
        IntStream.range(1, columns.length).map(i -> columns[i] - columns[i - 1]).max().orElse(0);
    assertThat(columns).hasSizeGreaterThan(100);
    assertThat(widestGap).isGreaterThan(100); // epochs 2 to 5
  }

  @Test
  void oneEpochAndNoEpochMakeAPicture() {
    assertThatCode(
            () -> {
              HistoryPlot.write(folder.resolve("1.png"), "t", "y", Map.of("a", new double[] {1}));
              HistoryPlot.write(folder.resolve("0.png"), "t", "y", Map.of("a", new double[0]));
            })
        .doesNotThrowAnyException();
  }

  private static int colour(BufferedImage image, List<String> labels, int row, int column) {
    ConfusionLayout layout = ConfusionLayout.of(labels);
    return image.getRGB(
        layout.left() + column * layout.cell() + 3, layout.top() + row * layout.cell() + 3);
  }
}
