package io.github.gradcam.cli;

import io.github.gradcam.batch.PhotoResult;
import io.github.gradcam.cli.console.Console;
import io.github.gradcam.cli.console.PassProgress;
import io.github.gradcam.report.ExplanationRecord;
import io.github.gradcam.report.JsonLines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the records of a run: one line each on disk at once, and in memory for the gallery. Until a
 * photo is explained nothing on disk is touched, so that a run without any leaves an earlier one's
 * results.
 */
final class ExplanationSink implements Consumer<PhotoResult<ExplainedPhoto>>, AutoCloseable {

  private final Console console;
  private final Path output;
  private @Nullable JsonLines lines;
  private final PassProgress progress;
  private final List<ExplanationRecord> records = new ArrayList<>();
  private final Consumer<ExplainedPhoto> regions;
  private int written;
  private int explained;
  private int failed;
  private int failedMaps;

  /**
   * Begins; the first photo that is explained begins a new {@code explanations.jsonl}.
   *
   * @param console for progress and failures
   * @param output the folder
   * @param progress is told of each photo; stays the caller's to close
   * @param regions gets each photo that was explained
   */
  ExplanationSink(
      Console console, Path output, PassProgress progress, Consumer<ExplainedPhoto> regions) {
    this.console = console;
    this.output = output;
    this.progress = progress;
    this.regions = regions;
  }

  @Override
  public void accept(PhotoResult<ExplainedPhoto> result) {
    if (result instanceof PhotoResult.Done<ExplainedPhoto> done) {
      explained++;
      done.value().records().forEach(this::keepExplained);
      regions.accept(done.value());
    } else if (result instanceof PhotoResult.Failed<ExplainedPhoto> failure) {
      failed++;
      console.err().println("Failed: " + failure.file() + ": " + failure.reason());
      records.add(
          ExplanationRecord.failed(
              ExplanationRecord.path(output, failure.file()), failure.reason()));
    }
    if (explained > 0) {
      write();
    }
    progress.photoDone();
  }

  List<ExplanationRecord> records() {
    return records;
  }

  int explained() {
    return explained;
  }

  int failed() {
    return failed;
  }

  /** What failed, to follow a sentence; empty where nothing did. */
  String failures() {
    String photos = failed == 0 ? "" : ", %d failed".formatted(failed);
    return photos + (failedMaps == 0 ? "" : ", %d maps failed".formatted(failedMaps));
  }

  @Override
  public void close() throws IOException {
    if (lines != null) {
      lines.close();
    }
  }

  private void keepExplained(ExplanationRecord record) {
    if (record.error() != null) {
      failedMaps++;
      console.err().println("Failed: " + record.image() + ": " + record.error());
    }
    records.add(record);
  }

  /** Writes the records that are not on disk. */
  private void write() {
    try {
      JsonLines file = lines == null ? begun() : lines;
      lines = file;
      for (; written < records.size(); written++) {
        file.write(records.get(written));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write explanations.jsonl in " + output, e);
    }
  }

  private JsonLines begun() throws IOException {
    Files.createDirectories(output);
    Path file = output.resolve("explanations.jsonl");
    Files.deleteIfExists(file);
    return JsonLines.append(file);
  }
}
