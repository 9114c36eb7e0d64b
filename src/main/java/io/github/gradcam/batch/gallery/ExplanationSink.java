package io.github.gradcam.batch.gallery;

import io.github.gradcam.batch.ImageOutcome;
import io.github.gradcam.flow.Pipeline;
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
 * Keeps the records of a run: one line each on disk at once, and in memory for the gallery. Until
 * an image is explained nothing on disk is touched, so that a run without any leaves an earlier
 * one's results.
 */
final class ExplanationSink implements Pipeline.Sink<ImageOutcome<ImageRecords>>, AutoCloseable {

  private final Path output;
  private @Nullable JsonLines lines;
  private final ExplanationFolder.Listener listener;
  private final List<ExplanationRecord> records = new ArrayList<>();
  private final Consumer<ImageRecords> regions;
  private int written;
  private int explained;
  private int failed;
  private int failedMaps;

  /**
   * Begins; the first image that is explained begins a new {@code explanations.jsonl}.
   *
   * @param output the folder
   * @param listener is told of each image and each failure
   * @param regions gets each image that was explained
   */
  ExplanationSink(
      Path output, ExplanationFolder.Listener listener, Consumer<ImageRecords> regions) {
    this.output = output;
    this.listener = listener;
    this.regions = regions;
  }

  @Override
  public void accept(ImageOutcome<ImageRecords> result) {
    if (result instanceof ImageOutcome.Done<ImageRecords> done) {
      explained++;
      done.value().records().forEach(this::keepExplained);
      regions.accept(done.value());
    } else if (result instanceof ImageOutcome.Failed<ImageRecords> failure) {
      failed++;
      listener.failed(failure.file().toString(), failure.reason());
      records.add(
          ExplanationRecord.failed(
              ExplanationRecord.path(output, failure.file()), failure.reason()));
    }
    if (explained > 0) {
      write();
    }
    listener.imageDone();
  }

  ExplanationFolder.Outcome outcome() {
    return new ExplanationFolder.Outcome(List.copyOf(records), explained, failed, failedMaps);
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
      listener.failed(record.image(), record.error());
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
