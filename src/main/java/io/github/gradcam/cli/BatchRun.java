package io.github.gradcam.cli;

import io.github.gradcam.batch.HeatmapFolder;
import io.github.gradcam.batch.MetricsServer;
import io.github.gradcam.batch.PipelineStatus;
import io.github.gradcam.batch.ScoringPipeline;
import io.github.gradcam.batch.input.ImageCollection;
import io.github.gradcam.cli.console.BatchProgress;
import io.github.gradcam.cli.console.Console;
import io.github.gradcam.cli.console.Plural;
import io.github.gradcam.report.results.ImageRow;
import io.github.gradcam.report.results.ResultsJournal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Goes over a collection: each row reaches the journal at once. */
final class BatchRun {

  private static final int SHOWN_FAILURES = 5;

  private final Console console;
  private final ResultsJournal journal;
  private final ScoringPipeline pipeline;
  private final BatchMachine machine;
  private final @Nullable Long maxFailures;
  private final long earlier;
  private final AtomicLong failures = new AtomicLong();

  /**
   * How it went.
   *
   * @param images that were done in this run, failures among them
   * @param failures of these
   * @param seconds from the first to the last
   * @param status of the pipeline at the end
   * @param tooManyFailures whether it ended for them
   */
  record Outcome(
      long images, long failures, double seconds, PipelineStatus status, boolean tooManyFailures) {}

  BatchRun(
      Console console,
      Path output,
      ResultsJournal journal,
      BatchNetworks networks,
      BatchMachine machine,
      @Nullable Long maxFailures) {
    this.console = console;
    this.journal = journal;
    this.machine = machine;
    this.maxFailures = maxFailures;
    this.earlier = journal.size();
    this.pipeline =
        new ScoringPipeline(networks.scorers(new HeatmapFolder(output)), machine.settings());
  }

  /** Takes no more images; what the network has is finished. */
  void stop() {
    console.note("Stopping: what the network has is finished, then the results are written");
    pipeline.stop();
  }

  /** Scores what is not done yet. */
  @SuppressWarnings("try") // metrics are served as long as they are open
  Outcome over(ImageCollection images) throws IOException {
    if (journal.unreadable() > 0) {
      console
          .err()
          .println(
              "%s of the journal could not be read: these images are scored again"
                  .formatted(Plural.of(journal.unreadable(), "line")));
    }
    if (earlier > 0) {
      console.note("Going on after %s done before".formatted(Plural.of(earlier, "image")));
    }
    long start = System.nanoTime();
    try (ImageCollection.Entries entries = images.open();
        MetricsServer metrics = metrics();
        BatchProgress progress = new BatchProgress(console, images, entries, earlier)) {
      pipeline.run(entries, journal::isDone, row -> keep(row, progress));
      double seconds = (System.nanoTime() - start) / 1e9;
      return new Outcome(done(), failures.get(), seconds, pipeline.status(), tooMany());
    }
  }

  private @Nullable MetricsServer metrics() throws IOException {
    return machine.metrics(console, this::done, failures::get, pipeline::status);
  }

  private void keep(ImageRow row, BatchProgress progress) throws IOException {
    if (!journal.append(row)) {
      return;
    }
    if (row.error() != null) {
      complain(row, failures.incrementAndGet());
    }
    progress.step();
    if (tooMany()) {
      pipeline.stop();
    }
  }

  private void complain(ImageRow row, long count) {
    if (count <= SHOWN_FAILURES) {
      console.err().println("Failed: " + row.path() + ": " + row.error());
    } else if (count == SHOWN_FAILURES + 1) {
      console.err().println("Further failures are in the results");
    }
  }

  private boolean tooMany() {
    return maxFailures != null && failures.get() > maxFailures;
  }

  private long done() {
    return journal.size() - earlier;
  }
}
