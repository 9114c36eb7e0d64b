package io.github.gradcam.report.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
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
    assertThat(colour(image, labels, 2, 2)).isEqualTo(0xffe3e6ea); // no images
  }

  @Test
  void thousandClassesStillMakeAnImage() throws IOException {
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
  void oneEpochAndNoEpochMakeAnImage() {
    assertThatCode(
            () -> {
              HistoryPlot.write(folder.resolve("1.png"), "t", "y", Map.of("a", new double[] {1}));
              HistoryPlot.write(folder.resolve("0.png"), "t", "y", Map.of("a", new double[0]));
            })
        .doesNotThrowAnyException();
  }

  @Test
  void curvesAreToldApartByColourAndThenByDashes() throws IOException {
    Map<String, double[]> series = new LinkedHashMap<>();
    for (int i = 0; i < 25; i++) {
      series.put("method " + i, new double[] {i, i, Double.NaN, i});
    }
    Path png = folder.resolve("new/curves.png");
    CurvePlot.write(png, "Deletion", "share", "probability", new double[] {0, 1, 2, 3}, series);
    BufferedImage image = ImageIO.read(png.toFile());
    List<Integer> blue = Arrays.stream(runs(image, BLUE)).boxed().toList();
    assertThat(blue).as("series 1, solid, between x = 0 and 1").anyMatch(run -> run > 100);
    assertThat(blue).as("series 10, dashed").anyMatch(run -> run >= 5 && run <= 10);
    assertThat(blue).as("series 19, dotted").anyMatch(run -> run >= 1 && run <= 3);
  }

  @Test
  void curveOfAnotherLengthIsAnError() {
    assertThatThrownBy(
            () ->
                CurvePlot.write(
                    folder.resolve("x.png"),
                    "t",
                    "x",
                    "y",
                    new double[2],
                    Map.of("a", new double[3])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Expected 2 values of a, found 3");
  }

  @Test
  void intervalIsDrawnFromLowToHighWithADotAtTheValue() throws IOException {
    List<IntervalPlot.Row> rows =
        List.of(
            new IntervalPlot.Row("gradcam", 0.5, 0.25, 1),
            new IntervalPlot.Row("none", Double.NaN, Double.NaN, Double.NaN),
            new IntervalPlot.Row("雪山", 0.75, Double.NaN, Double.NaN));
    Path png = folder.resolve("new/intervals.png");
    IntervalPlot.write(png, "Faithfulness", "insertion minus deletion", rows);
    BufferedImage image = ImageIO.read(png.toFile());
    IntervalDrawing drawing = IntervalDrawing.of("Faithfulness", "", rows);
    int y = (int) IntervalDrawing.y(0);
    assertThat(image.getRGB((int) drawing.x(0.27), y)).isEqualTo(BLUE);
    assertThat(image.getRGB((int) drawing.x(0.98), y)).isEqualTo(BLUE);
    assertThat(image.getRGB((int) drawing.x(0.22), y)).isNotEqualTo(BLUE);
    assertThat(image.getRGB((int) drawing.x(0.5), y - 4)).as("the dot").isEqualTo(BLUE);
    int last = (int) IntervalDrawing.y(2);
    assertThat(image.getRGB((int) drawing.x(0.75), last)).isEqualTo(BLUE);
    assertThat(image.getRGB((int) drawing.x(0.85), last)).isNotEqualTo(BLUE);
  }

  @Test
  void valueOutsideItsIntervalIsAnError() {
    assertThatThrownBy(() -> new IntervalPlot.Row("a", 2, 0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Expected a value within its interval, found 2.0 of a in 0.0 to 1.0");
  }

  @Test
  void noRowsMakeAnImage() {
    assertThatCode(() -> IntervalPlot.write(folder.resolve("0.png"), "t", "x", List.of()))
        .doesNotThrowAnyException();
  }

  @Test
  void ticksAreWrittenWithoutNoise() {
    assertThat(PlotStyle.number(0.1 + 0.2)).isEqualTo("0.3");
    assertThat(PlotStyle.number(0.05)).isEqualTo("0.05");
    assertThat(PlotStyle.number(-0.0)).isEqualTo("0");
    assertThat(PlotStyle.number(1200)).isEqualTo("1200");
  }

  @Test
  void scaleHasRoundNumbers() {
    Scale scale = Scale.over(new double[] {-0.13, Double.NaN, 0.52});
    assertThat(scale.ticks().stream().map(scale::text))
        .containsExactly("-0.2", "0.0", "0.2", "0.4", "0.6");
    Scale point = Scale.over(new double[] {5});
    assertThat(point.position(5)).isBetween(0.0, 1.0);
    Scale large = Scale.over(new double[] {0, 1200});
    assertThat(large.ticks().stream().map(large::text))
        .containsExactly("0", "200", "400", "600", "800", "1000", "1200");
  }

  /** Lengths of the runs of a colour in all rows left of the legend. */
  private static int[] runs(BufferedImage image, int rgb) {
    IntStream.Builder lengths = IntStream.builder();
    for (int y = 0; y < image.getHeight(); y++) {
      int run = 0;
      for (int x = 0; x < image.getWidth() - 200; x++) {
        boolean same = image.getRGB(x, y) == rgb;
        if (!same && run > 0) {
          lengths.add(run);
        }
        run = same ? run + 1 : 0;
      }
    }
    return lengths.build().toArray();
  }

  private static int colour(BufferedImage image, List<String> labels, int row, int column) {
    ConfusionLayout layout = ConfusionLayout.of(labels);
    return image.getRGB(
        layout.left() + column * layout.cell() + 3, layout.top() + row * layout.cell() + 3);
  }
}
