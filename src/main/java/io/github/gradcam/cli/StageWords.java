package io.github.gradcam.cli;

import io.github.gradcam.batch.StageReport;

/** How a stage spent its time, for people. */
final class StageWords {

  private StageWords() {}

  /** Such as {@code decode 2 threads, waited 61 % (for work 2 %, for room 59 %)}. */
  static String of(StageReport stage) {
    return "%-8s %-10s waited %3.0f %% of the time (%.0f %% for work, %.0f %% for room)"
        .formatted(
            stage.name(),
            Plural.of(stage.threads(), "thread"),
            100 * stage.waited(),
            100 * stage.share(stage.waitedForWork()),
            100 * stage.share(stage.waitedForRoom()));
  }
}
