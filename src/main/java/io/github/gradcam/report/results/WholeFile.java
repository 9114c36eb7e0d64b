package io.github.gradcam.report.results;

import io.github.gradcam.image.FailureWords;
import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Writes a file whole or not at all: beside it under a hidden name, then to the disk, then to its
 * place in one step. A thread that is interrupted writes on.
 */
final class WholeFile {

  private static final int BUFFER = 1 << 16;

  private WholeFile() {}

  /** Writes the content of a file. */
  @FunctionalInterface
  interface Content {
    /**
     * Writes it all.
     *
     * @param out may be closed or left open
     * @throws IOException if that fails
     */
    void writeTo(OutputStream out) throws IOException;
  }

  /** Where a file is written to before it has its name; what a killed process left is replaced. */
  static Path part(Path file) {
    return file.resolveSibling("." + file.getFileName() + ".part");
  }

  /** Writes a file, replacing it; on failure what was there stays, and nothing else is left. */
  static void write(Path file, Content content) throws IOException {
    Path part = part(file);
    try {
      // Not by a channel: that one is closed by the interrupt of a thread.
      try (FileOutputStream out = new FileOutputStream(part.toFile());
          OutputStream buffered = new Unclosed(out)) {
        content.writeTo(buffered);
        buffered.flush();
        out.getFD().sync();
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | UncheckedIOException e) {
      throw new IOException(
          "Expected to write %s, found %s; correct that and run the same command again"
              .formatted(file, FailureWords.of(e)),
          e);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** Leaves the file open for what has to be done after its last byte. */
  private static final class Unclosed extends FilterOutputStream {
    Unclosed(OutputStream out) {
      super(new BufferedOutputStream(out, BUFFER));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      out.flush();
    }
  }
}
