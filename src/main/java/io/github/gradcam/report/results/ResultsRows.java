package io.github.gradcam.report.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The rows that a run over many images left, to read only: those of its journal, or of {@code
 * results.parquet} where there is none, which is a folder of files where Spark wrote it.
 */
public final class ResultsRows {

  private final @Nullable Path journal;
  private final List<Path> tables;

  private ResultsRows(@Nullable Path journal, List<Path> tables) {
    this.journal = journal;
    this.tables = tables;
  }

  /**
   * Finds the rows of a run.
   *
   * @param folder of the run
   * @return its rows
   * @throws IOException if there are none; the message says what to run
   */
  public static ResultsRows of(Path folder) throws IOException {
    Path journal = folder.resolve(ResultsJournal.FILE);
    if (Files.isRegularFile(journal)) {
      return new ResultsRows(journal, List.of());
    }
    Path table = folder.resolve(ResultsFormat.PARQUET.fileName());
    List<Path> tables = Files.isDirectory(table) ? parts(table) : List.of(table);
    if (tables.isEmpty() || !Files.isRegularFile(tables.get(0))) {
      throw new IOException(
          "Expected %s or %s of gradcam batch in %s, found neither; run gradcam batch --keep evidence with this --output"
              .formatted(ResultsJournal.FILE, ResultsFormat.PARQUET.fileName(), folder));
    }
    return new ResultsRows(null, tables);
  }

  private static List<Path> parts(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(ResultsRows::isPart).sorted().toList();
    }
  }

  /** What begins so is not yet, or no more, part of a table for any reader. */
  private static boolean isPart(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".parquet") && !name.startsWith(".") && !name.startsWith("_");
  }

  /** {@return whether a run may still add to them, so that its folder is to be held meanwhile} */
  public boolean mayGrow() {
    return journal != null;
  }

  /**
   * Reads the rows that are there by now, one at a time, in an order that stays.
   *
   * @return the caller's to close; throws {@link java.io.UncheckedIOException} if a file cannot be
   *     read, which says what to do
   * @throws IOException if the first file cannot be opened
   */
  public Stream<ImageRow> open() throws IOException {
    if (journal != null) {
      return JournalRows.stream(journal, Files.size(journal));
    }
    ParquetTables rows = new ParquetTables(tables);
    return StreamSupport.stream(rows, false).onClose(rows::close);
  }
}
