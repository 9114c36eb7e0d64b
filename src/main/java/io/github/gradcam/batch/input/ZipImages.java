package io.github.gradcam.batch.input;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import org.apache.commons.compress.archivers.zip.UnicodePathExtraField;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** The images of a zip archive, in the order of its directory. */
record ZipImages(Path archive) implements ImageCollection {

  /** What zip uses for names that are not marked as UTF-8. */
  private static final String OLD_LETTERS = "IBM437";

  @Override
  public Entries open() throws IOException {
    try {
      return new ListedEntries(images());
    } catch (IOException e) {
      return withoutDirectory(e);
    }
  }

  @Override
  public OptionalLong count() {
    try {
      return OptionalLong.of(images().size());
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  List<ZipContent> images() throws IOException {
    ZipFile.Builder builder = ZipFile.builder();
    builder.setPath(archive).setIgnoreLocalFileHeader(true);
    List<ZipContent> images = new ArrayList<>();
    try (ZipFile zip = builder.get()) {
      for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
        String name = name(entry);
        if (!entry.isDirectory() && !entry.isUnixSymlink() && PathText.isImage(name)) {
          images.add(ZipContent.of(archive, PathText.of(archive, name), entry));
        }
      }
    } catch (RuntimeException e) { // damaged headers
      throw new IOException(FailureText.reason(e), e);
    }
    return images;
  }

  /** A truncated archive has lost its directory, which is at its end, but not its first images. */
  private Entries withoutDirectory(IOException cause) throws IOException {
    if (ArchiveKind.ZIP.starts(archive)) {
      return new CutOffEntries(archive, new StreamedArchive(archive, ArchiveKind.ZIP).open());
    }
    throw new BrokenSourceException(
        archive,
        "expected a zip archive, found %s; copy or download it again"
            .formatted(Files.size(archive) == 0 ? "an empty file" : "something else"),
        cause);
  }

  private static String name(ZipArchiveEntry entry) {
    byte[] raw = entry.getRawName();
    if (entry.getExtraField(UnicodePathExtraField.UPATH_ID) instanceof UnicodePathExtraField field
        && field.getUnicodeName() != null) {
      raw = field.getUnicodeName();
    }
    if (raw == null) {
      return entry.getName();
    }
    String text = PathText.utf8(raw);
    return text == null ? new String(raw, oldLetters()) : text;
  }

  private static Charset oldLetters() {
    return Charset.isSupported(OLD_LETTERS)
        ? Charset.forName(OLD_LETTERS)
        : StandardCharsets.ISO_8859_1;
  }

  private static final class ListedEntries implements Entries {

    private final List<ZipContent> images;
    private int position;

    ListedEntries(List<ZipContent> images) {
      this.images = images;
    }

    @Override
    public @Nullable ImageEntry next() {
      return position < images.size() ? images.get(position++).entry() : null;
    }

    @Override
    public double share() {
      return images.isEmpty() ? 1 : (double) position / images.size();
    }

    @Override
    public void close() {
      position = images.size();
    }
  }

  /** Ends with an error, as what follows the last image is missing. */
  private static final class CutOffEntries implements Entries {

    private final Path archive;
    private final Entries entries;
    private long given;
    private boolean told;

    CutOffEntries(Path archive, Entries entries) {
      this.archive = archive;
      this.entries = entries;
    }

    @Override
    public @Nullable ImageEntry next() throws IOException {
      ImageEntry entry = null;
      try {
        entry = entries.next();
      } catch (IOException e) {
        told = true;
        throw e;
      }
      if (entry == null && !told) {
        told = true;
        throw new BrokenSourceException(
            archive,
            "the archive breaks off after %d images: its directory is lost; copy it again"
                .formatted(given),
            null);
      }
      given++;
      return entry;
    }

    @Override
    public double share() {
      return entries.share();
    }

    @Override
    public void close() throws IOException {
      entries.close();
    }
  }
}
