package io.github.gradcam.cli.console;

import io.github.gradcam.flow.StageReport;

/** How a stage spent its time, for people. */
public final class StageWords {

  private StageWords() {}

  /**
   * Such as {@code decode 2 threads waited 61 % of the time (2 % for work, 50 % for room, 9 % at
   * the end)}.
   */
  public static String of(StageReport stage) {
    double work = stage.share(stage.waitedForWork());
    double room = stage.share(stage.waitedForRoom());
    return "%-8s %-10s waited %3.0f %% of the time (%.0f %% for work, %.0f %% for room, %.0f %% at the end)"
        .formatted(
            stage.name(),
            Plural.of(stage.threads(), "thread"),
            100 * stage.waited(),
            100 * work,
            100 * room,
            100 * Math.max(0, stage.waited() - work - room));
  }
}
