package io.github.gradcam.cli;

import io.github.gradcam.cli.console.Console;
import io.github.gradcam.cli.console.Plural;
import io.github.gradcam.video.live.LiveStatistics;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells how a live view went. */
record LiveReport(Console console) {

  void print(LiveStatistics statistics, @Nullable Path record) {
    console.result(shown(statistics));
    console.result(times(statistics.view()));
    if (record != null) {
      console.result(recorded(statistics, record));
    }
  }

  private static String shown(LiveStatistics statistics) {
    LiveStatistics.View view = statistics.view();
    return words(
        "Showed %s in %.1f s (%.1f frames/s); of %d captured, %d were stale and dropped",
        Plural.of(view.frames(), "frame"),
        view.seconds(),
        view.rate(),
        statistics.captured(),
        statistics.dropped());
  }

  private static String times(LiveStatistics.View view) {
    return words(
        "Age when shown: median %.0f ms, longest %.0f ms; network and drawing: median %.0f ms, longest %.0f ms",
        1e3 * view.medianAge(),
        1e3 * view.longestAge(),
        1e3 * view.medianPeriod(),
        1e3 * view.longestPeriod());
  }

  private static String recorded(LiveStatistics statistics, Path record) {
    long leftOut = statistics.leftOut();
    return words(
        "Recorded %s in %s%s",
        Plural.of(statistics.recorded(), "image"),
        record,
        leftOut == 0 ? "" : words(", %d left out for lack of time", leftOut));
  }

  private static String words(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
