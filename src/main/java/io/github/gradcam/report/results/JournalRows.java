package io.github.gradcam.report.results;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The rows of a journal up to a byte of it, read as they are asked for. */
final class JournalRows extends Spliterators.AbstractSpliterator<ImageRow> {

  private final JournalLines lines;
  private final long until;

  private JournalRows(JournalLines lines, long until) {
    super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
    this.lines = lines;
    this.until = until;
  }

  /** The rows of a journal up to a byte of it; the caller's to close. */
  static Stream<ImageRow> stream(Path journal, long until) throws IOException {
    JournalRows rows = new JournalRows(new JournalLines(journal), until);
    return StreamSupport.stream(rows, false).onClose(rows::close);
  }

  @Override
  public boolean tryAdvance(Consumer<? super ImageRow> action) {
    try {
      while (lines.advance() && lines.end() <= until) {
        ImageRow row = lines.row();
        if (row != null) {
          action.accept(row);
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void close() {
    try {
      lines.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
