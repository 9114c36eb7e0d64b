package io.github.gradcam.report.results;

import java.io.Closeable;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Goes through the finished lines of a journal, holding one at a time. */
final class JournalLines implements Closeable {

  private static final int FIRST_BUFFER = 1 << 16;

  /** No row is as long; what is longer comes from a broken disk. */
  private static final int LONGEST = 1 << 24;

  private final InputStream in;
  private byte[] buffer = new byte[FIRST_BUFFER];
  private int filled;
  private int start;
  private int next;
  private long before;
  private boolean tooLong;

  JournalLines(Path file) throws IOException {
    this.in = new FileInputStream(file.toFile());
  }

  /** Goes to the next line that has an end, and says whether there is one. */
  boolean advance() throws IOException {
    start = next;
    tooLong = false;
    for (int i = start; ; i++) {
      if (i == filled) {
        makeRoom();
        i = filled;
        int read = in.read(buffer, filled, buffer.length - filled);
        if (read < 0) {
          return false;
        }
        filled += read;
      }
      if (buffer[i] == '\n') {
        next = i + 1;
        return true;
      }
    }
  }

  /** The row of this line; null where it is none. */
  @Nullable ImageRow row() {
    return tooLong ? null : RowJson.row(buffer, start, next - 1 - start);
  }

  /** Copies this line with its end. */
  void copyTo(OutputStream out) throws IOException {
    out.write(buffer, start, next - start);
  }

  /** Where this line ends in the file, bytes. */
  long end() {
    return before + next;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private void makeRoom() {
    if (filled == LONGEST && start == 0) {
      start = filled;
      tooLong = true;
    }
    System.arraycopy(buffer, start, buffer, 0, filled - start);
    before += start;
    filled -= start;
    start = 0;
    next = 0;
    if (filled == buffer.length) {
      buffer = Arrays.copyOf(buffer, 2 * buffer.length);
    }
  }
}
