package io.github.gradcam.report.results;

import io.github.gradcam.image.FailureWords;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * The images that are done, in {@value #FILE}: an {@link ImageRow} a line, which is in the file as
 * soon as it was appended. A killed process loses none of them, and a power failure at most those
 * of the last seconds. Lines that cannot be read (a disk lost them) are left out and counted: their
 * images are not done. Threads may share a journal.
 */
public final class ResultsJournal implements AutoCloseable {

  /** Its name in the output folder. */
  public static final String FILE = "journal.jsonl";

  private static final long FORCE_EVERY = Duration.ofSeconds(5).toNanos();

  private final Path path;
  private final RandomAccessFile file;
  private final PathSet done = new PathSet();
  private long rows;
  private long failures;
  private long unreadable;
  private long end;
  private long forced = System.nanoTime();
  private boolean closed;

  private ResultsJournal(Path path) throws IOException {
    this.path = path;
    file = new RandomAccessFile(path.toFile(), "rw");
    try {
      readLines();
      // A line that a killed process left half written has no end.
      file.setLength(end);
      file.seek(end);
    } catch (IOException | RuntimeException | Error e) {
      file.close();
      throw e;
    }
  }

  /**
   * Opens the journal of a folder, or begins it.
   *
   * @param folder outlives the journal
   * @return the caller's to close
   * @throws IOException if the file cannot be read or written
   */
  public static ResultsJournal open(ResultsFolder folder) throws IOException {
    return new ResultsJournal(folder.path().resolve(FILE));
  }

  /**
   * Opens the journal of a folder after the images that failed were taken out of it, so that they
   * are tried again.
   *
   * @param folder outlives the journal
   * @return the caller's to close
   * @throws IOException if the file cannot be read or written; then it is as before
   */
  public static ResultsJournal openWithoutFailures(ResultsFolder folder) throws IOException {
    ResultsJournal journal = open(folder);
    if (journal.failures == 0) {
      return journal;
    }
    journal.close();
    WholeFile.write(journal.path, journal::copyAnswers);
    return open(folder);
  }

  private void copyAnswers(OutputStream out) throws IOException {
    try (JournalLines lines = new JournalLines(path)) {
      while (lines.advance()) {
        ImageRow row = lines.row();
        if (row != null && row.error() == null) {
          lines.copyTo(out);
        }
      }
    }
  }

  private void readLines() throws IOException {
    try (JournalLines lines = new JournalLines(path)) {
      while (lines.advance()) {
        ImageRow row = lines.row();
        if (row == null) {
          unreadable++;
        } else {
          count(row);
        }
        end = lines.end();
      }
    }
  }

  private void count(ImageRow row) {
    done.add(row.path());
    rows++;
    failures += row.error() == null ? 0 : 1;
  }

  /**
   * Appends a row, unless its image is done already.
   *
   * @param row of an image
   * @return whether it was appended
   * @throws IOException if it cannot be written; the journal is as before
   */
  public synchronized boolean append(ImageRow row) throws IOException {
    if (done.contains(row.path())) {
      return false;
    }
    byte[] line = RowJson.line(row);
    try {
      file.write(line);
      end += line.length;
      count(row);
      if (System.nanoTime() - forced >= FORCE_EVERY) {
        force();
      }
    } catch (IOException e) {
      throw failure(e);
    }
    return true;
  }

  private IOException failure(IOException cause) {
    try {
      file.setLength(end);
      file.seek(end);
    } catch (IOException e) {
      // Opening cuts the rest of the line off.
      cause.addSuppressed(e);
    }
    return new IOException(
        "Expected to append to %s, found %s; correct that and run the same command again: %d images are done"
            .formatted(path, FailureWords.of(cause), rows),
        cause);
  }

  private void force() throws IOException {
    file.getFD().sync();
    forced = System.nanoTime();
  }

  /**
   * Tells whether an image has a row, with or without an answer.
   *
   * @param imagePath as in {@link ImageRow#path}
   * @return true if it has
   */
  public boolean isDone(String imagePath) {
    return done.contains(imagePath);
  }

  /**
   * Counts the rows.
   *
   * @return how many
   */
  public synchronized long size() {
    return rows;
  }

  /**
   * Counts the rows with an error.
   *
   * @return how many
   */
  public synchronized long failures() {
    return failures;
  }

  /**
   * Counts the lines that could not be read when the journal was opened.
   *
   * @return how many
   */
  public long unreadable() {
    return unreadable;
  }

  /**
   * Reads the rows that are there by now, in the order of their lines, one at a time.
   *
   * @return the caller's to close; throws {@link java.io.UncheckedIOException} if the file cannot
   *     be read
   * @throws IOException if the file cannot be opened
   */
  public Stream<ImageRow> rows() throws IOException {
    long until;
    synchronized (this) {
      until = end;
    }
    return JournalRows.stream(path, until);
  }

  /**
   * Brings what was appended to the disk and closes the file.
   *
   * @throws IOException if that fails
   */
  @Override
  public synchronized void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try (file) {
      force();
    } catch (IOException e) {
      throw failure(e);
    }
  }
}
