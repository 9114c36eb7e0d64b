package io.github.gradcam.batch.input;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.apache.commons.compress.archivers.ArchiveInputStream;

/** The images of an archive that is read from its start to its end, as a tar file. */
record StreamedArchive(Path archive, ArchiveKind kind) implements ImageCollection {

  private static final int BUFFER_BYTES = 1 << 16;

  @Override
  public Entries open() throws IOException {
    return open(BUFFER_BYTES);
  }

  /** The headers of a plain tar file tell it; of a compressed one, all would have to be read. */
  @Override
  public OptionalLong count() throws IOException {
    if (kind != ArchiveKind.TAR) {
      return OptionalLong.empty();
    }
    try (Entries entries = open(2 * 512)) { // a header and the next: what lies between is skipped
      return EntryCount.of(entries);
    }
  }

  private Entries open(int buffer) throws IOException {
    ArchiveFile file = new ArchiveFile(archive);
    try {
      if (file.isEmpty()) {
        throw new EOFException("an empty file");
      }
      ArchiveInputStream<?> entries = kind.entries(new BufferedInputStream(file, buffer));
      return new StreamedEntries(archive, file, entries);
    } catch (IOException e) {
      file.close();
      throw new BrokenSourceException(
          archive,
          "expected a %s archive, found %s; copy or download it again"
              .formatted(
                  kind.extension(),
                  file.isEmpty() ? "an empty file" : "something else: " + FailureText.reason(e)),
          e);
    }
  }
}
