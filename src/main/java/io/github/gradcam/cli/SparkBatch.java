package io.github.gradcam.cli;

import io.github.gradcam.batch.spark.SparkJobSettings;
import io.github.gradcam.batch.spark.SparkOutcome;
import io.github.gradcam.batch.spark.SparkRun;
import io.github.gradcam.batch.spark.SparkScoring;
import io.github.gradcam.cli.console.ClockTime;
import io.github.gradcam.cli.console.Console;
import io.github.gradcam.cli.console.Plural;
import io.github.gradcam.cli.console.Progress;
import io.github.gradcam.cli.option.Command;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Scores a collection on Spark, and tells how it went. */
final class SparkBatch {

  private static final String NO_SPARK =
      "Expected Spark's libraries for --engine spark, found none; start it by the script gradcam with SPARK_HOME set, or by spark-submit";

  private final Console console;

  SparkBatch(Console console) {
    this.console = console;
  }

  /** Runs on a master, or on that of spark-submit; the exit code. */
  int run(@Nullable String master, SparkJobSettings settings, SparkRun run) throws IOException {
    try (SparkScoring spark = start(master)) {
      SparkOutcome outcome = scored(spark, settings, run);
      report(outcome, run.output());
      return outcome.failures() == 0 ? Command.DONE : Command.FAILED;
    }
  }

  private SparkOutcome scored(SparkScoring spark, SparkJobSettings settings, SparkRun run)
      throws IOException {
    try (Progress progress = console.progress("Scoring", 0, "images")) {
      return spark.run(
          settings,
          run,
          (done, images) -> {
            progress.expect(images);
            progress.stepTo(done);
          });
    }
  }

  private static SparkScoring start(@Nullable String master) throws IOException {
    try {
      return SparkScoring.start(master);
    } catch (NoClassDefFoundError e) {
      throw new IOException(NO_SPARK, e);
    }
  }

  private void report(SparkOutcome outcome, String output) {
    if (outcome.earlier() > 0) {
      console.note(
          "Going on after %s done before".formatted(Plural.of(outcome.earlier(), "image")));
    }
    outcome
        .reasons()
        .forEach((reason, count) -> console.result("  %6d  %s".formatted(count, reason)));
    console.result(
        "Scored %s in %s, %.1f images/s%s; open %s/results.parquet"
            .formatted(
                Plural.of(outcome.images(), "image"),
                ClockTime.text(outcome.seconds()),
                outcome.images() / Math.max(1e-9, outcome.seconds()),
                outcome.failures() == 0 ? "" : ", %d failed".formatted(outcome.failures()),
                output));
  }
}
