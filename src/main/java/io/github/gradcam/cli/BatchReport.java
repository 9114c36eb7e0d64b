package io.github.gradcam.cli;

import io.github.gradcam.cli.console.ClockTime;
import io.github.gradcam.cli.console.Console;
import io.github.gradcam.cli.console.Plural;
import io.github.gradcam.cli.console.Progress;
import io.github.gradcam.cli.console.StageWords;
import io.github.gradcam.cli.option.Command;
import io.github.gradcam.flow.StageReport;
import io.github.gradcam.report.results.ClassCount;
import io.github.gradcam.report.results.ImageRow;
import io.github.gradcam.report.results.ResultsFile;
import io.github.gradcam.report.results.ResultsFormat;
import io.github.gradcam.report.results.ResultsJournal;
import io.github.gradcam.report.results.ResultsOrigin;
import io.github.gradcam.report.results.ResultsSummary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Ends a run over a collection: writes the results, and tells what was found. */
final class BatchReport {

  private static final int SHOWN_LABELS = 8;

  private final Console console;
  private final Path output;
  private final ResultsFormat format;
  private final ResultsOrigin origin;
  private final boolean verbose;

  BatchReport(
      Console console, Path output, ResultsFormat format, ResultsOrigin origin, boolean verbose) {
    this.verbose = verbose;
    this.console = console;
    this.output = output;
    this.format = format;
    this.origin = origin;
  }

  /** Writes the results of all runs into the folder; the exit code. */
  int finish(BatchRun.Outcome outcome, ResultsJournal journal, boolean interrupted)
      throws IOException {
    ResultsSummary summary = new ResultsSummary();
    Path results = write(journal, summary);
    summary.write(output);
    stages(outcome);
    counts(summary.counts());
    console.result(
        "Scored %s in %s, %.1f images/s%s; open %s"
            .formatted(
                Plural.of(outcome.images(), "image"),
                ClockTime.text(outcome.seconds()),
                outcome.images() / Math.max(1e-9, outcome.seconds()),
                outcome.failures() == 0 ? "" : ", %d failed".formatted(outcome.failures()),
                results));
    if (format == ResultsFormat.PARQUET) {
      console.note(
          "Ask in SQL: duckdb -c \"SELECT predicted_label, count(*) FROM '%s' GROUP BY ALL\" (one file, from https://duckdb.org); the same command with --format csv writes the rows for spreadsheets"
              .formatted(results));
    }
    if (interrupted || outcome.tooManyFailures()) {
      console
          .err()
          .println(
              "%s: the results hold %s done until then; run the same command again to go on"
                  .formatted(
                      interrupted ? "Interrupted" : "Stopped by --max-failures",
                      Plural.of(journal.size(), "image")));
      return Command.FAILED;
    }
    return journal.failures() == 0 ? Command.DONE : Command.FAILED;
  }

  private Path write(ResultsJournal journal, ResultsSummary summary) throws IOException {
    try (Stream<ImageRow> rows = journal.rows();
        Progress progress = console.progress("Writing results", journal.size(), "rows")) {
      return ResultsFile.write(output, format, origin, rows.peek(summary::add), progress::stepTo);
    }
  }

  private void stages(BatchRun.Outcome outcome) {
    if (outcome.images() == 0) {
      return;
    }
    if (verbose) {
      outcome.status().stages().forEach(stage -> console.note("  " + StageWords.of(stage)));
    }
    StageReport slowest = StageReport.bottleneck(outcome.status().stages());
    console.note(
        "  bottleneck: %s; batch size %d".formatted(slowest.name(), outcome.status().batchSize()));
  }

  /** Labels of another spelling would make the accuracy a wrong number without a word. */
  private void unknownLabels(ResultsSummary.Counts counts) {
    List<ClassCount> unknown =
        counts.classes().stream()
            .filter(each -> each.support() > 0 && !origin.labels().contains(each.label()))
            .toList();
    if (!unknown.isEmpty()) {
      console
          .err()
          .println(
              "Labels that are no class of the model: %s on %s; its classes: %s"
                  .formatted(
                      unknown.stream()
                          .limit(SHOWN_LABELS)
                          .map(each -> "'" + each.label() + "'")
                          .collect(Collectors.joining(", ")),
                      Plural.of(unknown.stream().mapToLong(ClassCount::support).sum(), "image"),
                      origin.labels().stream()
                          .limit(SHOWN_LABELS)
                          .collect(Collectors.joining(", "))));
    }
  }

  /** What all rows in the folder say together. */
  private void counts(ResultsSummary.Counts counts) {
    if (counts.accuracy() != null) {
      console.result(
          "Accuracy %.4f: %d of %d images with a label"
              .formatted(counts.accuracy(), counts.correct(), counts.labelled()));
    }
    unknownLabels(counts);
    SameAnswer.ofClasses(counts.classes()).ifPresent(console.err()::println);
    if (!counts.diagnoses().isEmpty()) {
      console.result(
          "Maps: "
              + counts.diagnoses().entrySet().stream()
                  .map(each -> "%d %s".formatted(each.getValue(), each.getKey()))
                  .collect(Collectors.joining(", ")));
    }
    if (counts.failed() > 0) {
      console.result("Failed: %d of %d images".formatted(counts.failed(), counts.images()));
      counts
          .failures()
          .forEach(each -> console.result("  %6d  %s".formatted(each.images(), each.reason())));
    }
  }
}
