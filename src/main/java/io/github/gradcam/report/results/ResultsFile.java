package io.github.gradcam.report.results;

import io.github.gradcam.image.FailureWords;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/** Writes rows as one table, whole or not at all, holding a few of them at a time. */
public final class ResultsFile {

  private static final int PROGRESS_EVERY = 1000;

  private ResultsFile() {}

  /**
   * Writes {@link ResultsFormat#fileName()}, replacing it. Where that fails, what was there stays.
   * A thread that is interrupted writes on.
   *
   * @param folder where to write
   * @param format how
   * @param origin of the rows; in a CSV file each class has a column {@code probability.CLASS} with
   *     its name of {@link ClassKeys}
   * @param rows such as {@link ResultsJournal#rows}; the caller closes them
   * @param progress told how many rows are written, now and then and at the end, by another thread
   * @return the file
   * @throws IOException if it cannot be written, or the rows cannot be read
   */
  public static Path write(
      Path folder,
      ResultsFormat format,
      ResultsOrigin origin,
      Stream<ImageRow> rows,
      LongConsumer progress)
      throws IOException {
    Path file = folder.resolve(format.fileName());
    Counting counting = new Counting(progress);
    Iterator<ImageRow> counted = rows.peek(counting).iterator();
    // Parquet writes by a channel, which an interrupt of its thread closes.
    Uninterrupted.run(() -> WholeFile.write(file, out -> write(format, origin, counted, out)));
    progress.accept(counting.rows);
    return file;
  }

  /**
   * Loads what writing needs. A process that is about to end cannot do that any more: whoever
   * writes results then has to call this before.
   *
   * @param format of the results
   * @param origin of the rows
   * @throws IOException if a library cannot be loaded
   */
  public static void prepare(ResultsFormat format, ResultsOrigin origin) throws IOException {
    Iterator<ImageRow> one = List.of(ImageRow.failed("", null, "")).iterator();
    try {
      write(format, origin, one, OutputStream.nullOutputStream());
    } catch (IOException | UncheckedIOException e) {
      throw new IOException(
          "Expected to load what writes %s, found %s; make room there, or name another folder by JAVA_OPTS=-Djava.io.tmpdir=FOLDER"
              .formatted(format.fileName(), FailureWords.of(e)),
          e);
    }
  }

  private static void write(
      ResultsFormat format, ResultsOrigin origin, Iterator<ImageRow> rows, OutputStream out)
      throws IOException {
    switch (format) {
      case PARQUET -> ParquetRows.write(origin, rows, out);
      case CSV -> CsvRows.write(ClassKeys.of(origin.labels()), rows, out);
      case JSONL -> RowJson.write(rows, out);
    }
  }

  /** Counts rows as they go by. */
  private static final class Counting implements Consumer<ImageRow> {
    private final LongConsumer progress;
    private long rows;

    Counting(LongConsumer progress) {
      this.progress = progress;
    }

    @Override
    public void accept(ImageRow row) {
      rows++;
      if (rows % PROGRESS_EVERY == 0) {
        progress.accept(rows);
      }
    }
  }
}
