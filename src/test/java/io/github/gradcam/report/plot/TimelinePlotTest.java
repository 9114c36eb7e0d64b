package io.github.gradcam.report.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.report.plot.TimelinePlot.Series;
import io.github.gradcam.report.plot.TimelinePlot.TimeUnit;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimelinePlotTest {

  @TempDir private Path folder;

  @BeforeAll
  static void drawWithoutADisplay() {
    System.setProperty("java.awt.headless", "true");
  }

  private BufferedImage drawn(double[] seconds, double[] values, double... cuts) throws Exception {
    Path png = folder.resolve("new/timeline.png");
    TimelinePlot.write(png, "sea.mp4", seconds, List.of(new Series(0, "sea", values)), cuts);
    return ImageIO.read(png.toFile());
  }

  /** Rows of a column that have the colour of the first line. */
  private static int[] rows(BufferedImage image, int x, int rgb) {
    return IntStream.range(60, image.getHeight() - 60)
        .filter(y -> image.getRGB(x, y) == rgb)
        .toArray();
  }

  @Test
  void axisGoesFromZeroToOneWhateverTheValues() throws Exception {
    double[] seconds = IntStream.range(0, 50).asDoubleStream().toArray();
    double[] low = IntStream.range(0, 50).mapToDouble(i -> 0.25).toArray();
    double[] high = IntStream.range(0, 50).mapToDouble(i -> 0.75).toArray();
    int blue = PlotStyle.BLUE.getRGB();
    int[] lower = rows(drawn(seconds, low), 600, blue);
    int[] upper = rows(drawn(seconds, high), 600, blue);
    assertThat(lower).isNotEmpty();
    // half of an axis that takes most of the image's 560 rows
    assertThat(lower[0] - upper[0]).isBetween(180, 260);
  }

  @Test
  void aClassHasItsColourInEveryVideo() throws Exception {
    double[] seconds = {0, 10};
    Series sea = new Series(0, "sea", new double[] {0.2, 0.2});
    Series forest = new Series(1, "forest", new double[] {0.7, 0.7});
    Path png = folder.resolve("both.png");
    TimelinePlot.write(png, "t", seconds, List.of(forest, sea), new double[0]);
    int blue = PlotStyle.BLUE.getRGB();
    int[] first = rows(ImageIO.read(png.toFile()), 600, blue);
    assertThat(first).isNotEmpty();
    int alone = rows(drawn(seconds, new double[] {0.2, 0.2}), 600, blue)[0];
    assertThat(first[0]).isCloseTo(alone, within(3)); // the legend moves the axis by a pixel
    // 27 looks: a class that would look like one before it takes the next
    Series far = new Series(PlotStyle.LOOKS, "far", new double[] {0.7, 0.7});
    TimelinePlot.write(png, "t", seconds, List.of(sea, far), new double[0]);
    assertThat(rows(ImageIO.read(png.toFile()), 600, blue)[0]).isCloseTo(alone, within(3));
  }

  @Test
  void cutsAreThinUprightLines() throws Exception {
    double[] seconds = {0, 10};
    int ink = PlotStyle.FAINT_INK.getRGB();
    BufferedImage marked = drawn(seconds, new double[] {0.5, 0.5}, 5);
    BufferedImage plain = drawn(seconds, new double[] {0.5, 0.5});
    assertThat(upright(marked, ink)).isEqualTo(1);
    assertThat(upright(plain, ink)).isZero();
    double[] many = IntStream.range(0, 101).mapToDouble(i -> i / 10.0).toArray();
    assertThat(upright(drawn(seconds, new double[] {0.5, 0.5}, many), ink)).isZero();
  }

  private static long upright(BufferedImage image, int rgb) {
    return IntStream.range(0, image.getWidth())
        .filter(x -> rows(image, x, rgb).length > 200)
        .count();
  }

  @Test
  void timesAreRoundInTheirUnit() {
    assertThat(TimeUnit.of(120).title()).isEqualTo("time, s");
    assertThat(TimeUnit.SECONDS.text(2.5)).isEqualTo("2.5");
    assertThat(TimeUnit.of(121).title()).isEqualTo("time, min:s");
    assertThat(TimeUnit.MINUTES.of(new double[] {90})).containsExactly(1.5);
    assertThat(TimeUnit.MINUTES.text(1.5)).isEqualTo("1:30");
    assertThat(TimeUnit.of(7201)).isEqualTo(TimeUnit.HOURS);
    assertThat(TimeUnit.HOURS.of(new double[] {8100})).containsExactly(2.25);
    assertThat(TimeUnit.HOURS.text(2.25)).isEqualTo("2:15");
  }

  @Test
  void noFrameAndOneFrameMakeAnImage() {
    assertThatCode(
            () -> {
              drawn(new double[0], new double[0]);
              drawn(new double[] {0}, new double[] {0.5}, 0);
              TimelinePlot.write(
                  folder.resolve("0.png"), "t", new double[0], List.of(), new double[0]);
            })
        .doesNotThrowAnyException();
  }

  @Test
  void classOfAnotherLengthIsAnError() {
    assertThatThrownBy(() -> drawn(new double[2], new double[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Expected 2 values of sea, found 3");
  }

  @Test
  void longVideoWithGapsIsDrawn() throws Exception {
    double[] seconds = IntStream.range(0, 2000).mapToDouble(i -> i * 0.4).toArray();
    List<Series> series = new ArrayList<>();
    for (String label : new String[] {"sea", "forest", "glacier"}) {
      double phase = label.length();
      series.add(
          new Series(
              series.size(),
              label,
              IntStream.range(0, 2000)
                  .mapToDouble(
                      i -> i / 100 == 7 ? Double.NaN : 0.5 + Math.sin(i / 90.0 + phase) / 2)
                  .toArray()));
    }
    Path png = folder.resolve("long.png");
    TimelinePlot.write(png, "long.mp4", seconds, series, new double[] {100, 300, 640});
    BufferedImage image = ImageIO.read(png.toFile());
    assertThat(image.getWidth()).isEqualTo(1400);
  }
}
