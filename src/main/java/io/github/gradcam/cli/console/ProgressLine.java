package io.github.gradcam.cli.console;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBarRenderer;
import me.tongfei.progressbar.ProgressState;

/**
 * Progress on one line, as much of it as there is room for: without room for all, first the unit is
 * left out, then the rate, then a remark, then the counts; what stays is whole.
 *
 * @param unit the name of what is counted, such as {@code photos}
 */
record ProgressLine(String unit) implements ProgressBarRenderer {

  /** A shorter bar tells nothing. */
  private static final int LEAST_BAR = 10;

  @Override
  public String render(ProgressState state, int width) {
    Duration elapsed = state.getTotalElapsed();
    double seconds = elapsed.toMillis() / 1000.0;
    long done = state.getCurrent();
    double share = state.isIndefinite() ? Double.NaN : state.getNormalizedProgress();
    double rate = seconds > 0 ? (done - state.getStart()) / secondsOfRun(state) : 0;
    return line(
        width,
        state.getTaskName(),
        share,
        counts(done, state.isIndefinite() ? 0 : state.getMax()),
        times(seconds, share, (state.getMax() - done) / rate),
        String.format(Locale.ROOT, "%.1f/s", rate),
        state.getExtraMessage());
  }

  /** What fits of it; a share that is no number has no bar. */
  String line(
      int width, String task, double share, String counts, String times, String rate, String more) {
    String head =
        Double.isNaN(share) ? task : String.format(Locale.ROOT, "%s %3.0f %%", task, 100 * share);
    List<List<String>> choices =
        List.of(
            List.of(counts + " " + unit, times, rate, more),
            List.of(counts, times, rate, more),
            List.of(counts, times, more),
            List.of(counts, times),
            List.of(times));
    int bar = Double.isNaN(share) ? 0 : LEAST_BAR + 4;
    for (List<String> parts : choices) {
      String tail = String.join("  ", parts.stream().filter(part -> !part.isEmpty()).toList());
      int room = width - head.length() - tail.length() - 2;
      if (room >= bar) {
        return head + "  " + (bar == 0 ? "" : bar(Math.min(room, 60) - 4, share) + "  ") + tail;
      }
    }
    return head.length() <= width ? head : head.substring(0, Math.max(0, width));
  }

  private static String bar(int cells, double share) {
    int full = (int) Math.round(cells * Math.max(0, Math.min(1, share)));
    return "[" + "=".repeat(full) + " ".repeat(cells - full) + "]";
  }

  private static String counts(long done, long total) {
    return total > 0 ? done + "/" + total : String.valueOf(done);
  }

  private static double secondsOfRun(ProgressState state) {
    return Math.max(1e-3, state.getElapsedAfterStart().toMillis() / 1000.0);
  }

  private static String times(double seconds, double share, double left) {
    String now = ClockTime.text(seconds);
    return Double.isNaN(share) || !Double.isFinite(left)
        ? now
        : now + ", " + ClockTime.text(left) + " left";
  }
}
