package io.github.gradcam.report.results;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;

/** The rows of a journal up to a byte of it, read as they are asked for. */
final class JournalRows extends Spliterators.AbstractSpliterator<ImageRow> {

  private final JournalLines lines;
  private final long until;

  JournalRows(JournalLines lines, long until) {
    super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
    this.lines = lines;
    this.until = until;
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

  void close() {
    try {
      lines.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
