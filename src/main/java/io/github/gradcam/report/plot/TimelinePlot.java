package io.github.gradcam.report.plot;

import java.awt.BasicStroke;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.knowm.xchart.AnnotationLine;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.lines.SeriesLines;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Probabilities of classes over the time of a video. */
public final class TimelinePlot {

  private static final int WIDTH = 1400;
  private static final int HEIGHT = 560;

  /** Points that are marked, as their lines might not be seen. */
  private static final int FEW_POINTS = 30;

  /** More cuts than these would hide the curves. */
  private static final int MOST_CUTS = 100;

  /** A name that no class has. */
  private static final String UNSEEN = "\0";

  private static final int PIXELS_A_TICK = 110;

  private TimelinePlot() {}

  /**
   * Draws one line a class, from 0 to 1. Values that are not finite leave a gap; a class without
   * any finite value is left out. A class has the same colour in every video of a model; only where
   * two of more than 27 classes would look alike does one get another look.
   *
   * @param png where to write; its folder is made if it is missing
   * @param title what is shown
   * @param seconds when, in rising order
   * @param classes in the order of the legend
   * @param cuts when new scenes begin, seconds; thin upright lines, left out where there are more
   *     than 100
   * @throws IOException if the file cannot be written
   * @throws IllegalArgumentException if a class has another number of values than {@code seconds}
   */
  public static void write(
      Path png, String title, double[] seconds, List<Series> classes, double[] cuts)
      throws IOException {
    TimeUnit unit = TimeUnit.of(seconds.length == 0 ? 0 : seconds[seconds.length - 1]);
    boolean marked = cuts.length > 0 && cuts.length <= MOST_CUTS;
    String time = unit.title() + (marked ? "; thin lines are cuts" : "");
    XYChart chart = PlotStyle.chart(title, time, "probability", WIDTH, HEIGHT);
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    chart.getStyler().setXAxisTickMarkSpacingHint(PIXELS_A_TICK);
    chart.getStyler().setYAxisMin(0.0).setYAxisMax(1.0);
    chart.getStyler().setxAxisTickLabelsFormattingFunction(unit::text);
    double[] x = unit.of(seconds);
    Set<Integer> taken = new HashSet<>();
    for (Series series : classes) {
      add(chart, series, free(series.index(), taken), x);
    }
    if (x.length > 1) {
      tickRoundTimes(chart, x);
    }
    if (marked) {
      mark(chart, unit.of(cuts));
    }
    PlotStyle.write(png, chart);
  }

  /** The look of a class, or the next that no class before it took. */
  private static int free(int index, Set<Integer> taken) {
    int look = index % PlotStyle.LOOKS;
    for (int tries = 1; !taken.add(look) && tries < PlotStyle.LOOKS; tries++) {
      look = (look + 1) % PlotStyle.LOOKS;
    }
    return look;
  }

  private static void add(XYChart chart, Series series, int look, double[] x) {
    double[] probabilities = series.probabilities();
    if (probabilities.length != x.length) {
      throw new IllegalArgumentException(
          "Expected %d values of %s, found %d"
              .formatted(x.length, series.label(), probabilities.length));
    }
    PlotStyle.add(chart, series.label(), look, x, probabilities)
        .filter(line -> x.length <= FEW_POINTS)
        .ifPresent(line -> line.setMarker(SeriesMarkers.CIRCLE));
  }

  /**
   * XChart puts its ticks on the data where those are evenly spaced, as frames are, and on round
   * numbers elsewhere: one more point, unseen, makes the difference.
   */
  private static void tickRoundTimes(XYChart chart, double[] x) {
    double between = x[0] + (x[1] - x[0]) / 3;
    XYSeries unseen = chart.addSeries(UNSEEN, new double[] {between}, new double[] {0});
    unseen.setMarker(SeriesMarkers.NONE);
    unseen.setLineStyle(SeriesLines.NONE);
    unseen.setShowInLegend(false);
  }

  private static void mark(XYChart chart, double[] cuts) {
    chart.getStyler().setAnnotationLineColor(PlotStyle.FAINT_INK);
    chart.getStyler().setAnnotationLineStroke(new BasicStroke(1));
    Arrays.stream(cuts).forEach(cut -> chart.addAnnotation(new AnnotationLine(cut, true, false)));
  }

  /**
   * One class over the time of a video.
   *
   * @param index of the class, at least 0; its colour depends on it
   * @param label its name for the legend
   * @param probabilities 0..1, one at each time; shared, not copied
   */
  @SuppressWarnings("ArrayRecordComponent") // values are handed on, never compared
  public record Series(int index, String label, double[] probabilities) {}

  /** Seconds, minutes or hours, so that round numbers of the axis are round times. */
  enum TimeUnit {
    SECONDS("time, s", 1),
    MINUTES("time, min:s", 60),
    HOURS("time, h:min", 3600);

    /** The longest time that is told in a unit, in that unit. */
    private static final int MOST = 120;

    private final String title;
    private final int seconds;

    TimeUnit(String title, int seconds) {
      this.title = title;
      this.seconds = seconds;
    }

    static TimeUnit of(double duration) {
      return duration <= MOST ? SECONDS : duration <= MOST * 60 ? MINUTES : HOURS;
    }

    String title() {
      return title;
    }

    double[] of(double[] times) {
      return Arrays.stream(times).map(time -> time / seconds).toArray();
    }

    /** A tick's time: 2.5 s, 1:30 min or 2:15 h. */
    String text(double tick) {
      long sixtieths = Math.round(tick * 60);
      return this == SECONDS
          ? PlotStyle.number(tick)
          : String.format(Locale.ROOT, "%d:%02d", sixtieths / 60, sixtieths % 60);
    }
  }
}
