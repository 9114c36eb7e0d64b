package io.github.gradcam.cli;

import io.github.gradcam.video.LiveStatistics;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells how a live view went. */
record LiveReport(Console console) {

  void print(LiveStatistics statistics, @Nullable Path record) {
    LiveStatistics.View view = statistics.view();
    console.result(
        String.format(
            Locale.ROOT,
            "Showed %d frames in %.1f s (%.1f frames/s); of %d captured, %d were stale and dropped",
            view.frames(),
            view.seconds(),
            view.rate(),
            statistics.captured(),
            statistics.dropped()));
    console.result(
        String.format(
            Locale.ROOT,
            "Age when shown: median %.0f ms, longest %.0f ms; network and drawing: median %.0f ms, longest %.0f ms",
            1e3 * view.medianAge(),
            1e3 * view.longestAge(),
            1e3 * view.medianPeriod(),
            1e3 * view.longestPeriod()));
    if (record != null) {
      console.result(
          "Recorded %d pictures in %s%s"
              .formatted(
                  statistics.recorded(),
                  record,
                  statistics.leftOut() == 0
                      ? ""
                      : ", %d left out for lack of time".formatted(statistics.leftOut())));
    }
  }
}
