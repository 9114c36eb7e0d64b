package io.github.gradcam.batch.input;

import io.github.gradcam.image.codec.DecodedImage;
import io.github.gradcam.image.codec.ImageReadException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.jspecify.annotations.Nullable;

/** Goes through an archive in its own order, one image at a time. */
final class StreamedEntries implements ImageCollection.Entries {

  private final Path archive;
  private final ArchiveFile file;
  private final ArchiveInputStream<?> stream;
  private @Nullable Content current;
  private @Nullable Exception failure;
  private long whole;
  private boolean ended;

  StreamedEntries(Path archive, ArchiveFile file, ArchiveInputStream<?> stream) {
    this.archive = archive;
    this.file = file;
    this.stream = stream;
  }

  @Override
  public @Nullable ImageEntry next() throws IOException {
    if (ended) {
      return null;
    }
    try {
      for (ArchiveEntry entry = advance(); entry != null; entry = advance()) {
        String name = name(entry);
        if (isFile(entry) && PathText.isImage(name)) {
          return image(entry, PathText.of(archive, name));
        }
      }
    } catch (IOException | RuntimeException e) { // damaged headers give both
      failure = e;
    }
    ended = true;
    if (failure != null) {
      throw new BrokenSourceException(
          archive,
          "the archive breaks off after %d images: %s; copy or download it again"
              .formatted(whole, FailureText.reason(failure)),
          failure);
    }
    return null;
  }

  /** The next header; what is left of the image before it is passed over, which may fail. */
  private @Nullable ArchiveEntry advance() throws IOException {
    if (failure != null) {
      return null;
    }
    if (current != null) {
      long passed = stream.skip(Long.MAX_VALUE);
      while (passed > 0) {
        passed = stream.skip(Long.MAX_VALUE);
      }
      whole++;
      current = null;
    }
    return stream.getNextEntry();
  }

  private ImageEntry image(ArchiveEntry entry, String path) {
    current = new Content(path, entry.getSize());
    ImageContent content = current;
    if (entry.getSize() > UnreadableContent.MAX_BYTES) {
      content = UnreadableContent.tooLarge(path, entry.getSize());
    } else if (!stream.canReadEntryData(entry)) {
      content = UnreadableContent.encrypted(path);
      current = null; // its bytes cannot even be passed over here
      whole++;
    }
    return new ImageEntry(path, null, null, content);
  }

  private static boolean isFile(ArchiveEntry entry) {
    return entry instanceof TarArchiveEntry tar
        ? tar.isFile() && !tar.isLink() && !tar.isSymbolicLink()
        : !entry.isDirectory();
  }

  /** Names are read as Latin-1, which keeps their bytes; most are UTF-8. */
  private static String name(ArchiveEntry entry) {
    String name = entry.getName();
    boolean bytes = name.chars().allMatch(letter -> letter < 256);
    String text = bytes ? PathText.utf8(name.getBytes(StandardCharsets.ISO_8859_1)) : null;
    return Objects.requireNonNullElse(text, name);
  }

  @Override
  public double share() {
    return file.share();
  }

  @Override
  public void close() throws IOException {
    ended = true;
    try (file) {
      stream.close();
    }
  }

  /** An image that has yet to be read from the stream. */
  private final class Content implements ImageContent {

    private final String path;
    private final long size;

    Content(String path, long size) {
      this.path = path;
      this.size = size;
    }

    @Override
    public ImageContent held() throws IOException {
      if (current != this || ended) {
        throw new IllegalStateException("Expected " + path + " to be held before the next image");
      }
      try {
        ImageContent read = read();
        whole++;
        return read;
      } catch (IOException | RuntimeException e) { // damaged data gives both
        failure = e;
        throw new IOException(
            "%s: the archive breaks off within it: %s".formatted(path, FailureText.reason(e)), e);
      } finally {
        current = null;
      }
    }

    private ImageContent read() throws IOException {
      long limit = size < 0 ? UnreadableContent.MAX_BYTES + 1 : size;
      byte[] bytes = stream.readNBytes(Math.toIntExact(limit));
      if (bytes.length < size) {
        throw new EOFException("found %d of its %d bytes".formatted(bytes.length, size));
      }
      return bytes.length > UnreadableContent.MAX_BYTES
          ? UnreadableContent.tooLarge(path, bytes.length)
          : new BytesContent(path, bytes);
    }

    @Override
    public DecodedImage decode() throws ImageReadException {
      try {
        return held().decode();
      } catch (IOException e) {
        ImageReadException unreadable = new ImageReadException(FailureText.reason(e));
        unreadable.initCause(e);
        throw unreadable;
      }
    }
  }
}
