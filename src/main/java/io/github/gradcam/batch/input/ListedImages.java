package io.github.gradcam.batch.input;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The images that a list names, with their classes where it has them. A relative path begins at the
 * list's folder, or at the working directory if there is no such file. {@code ARCHIVE!/ENTRY} is an
 * image in a zip archive.
 */
record ListedImages(Path list, ListKind kind, ListColumns columns) implements ImageCollection {

  @Override
  public Entries open() throws IOException {
    try {
      return new ListEntries(kind.open(list, columns));
    } catch (IOException e) {
      throw named(e);
    }
  }

  @Override
  public OptionalLong count() throws IOException {
    long count = 0;
    try (ListRows rows = kind.open(list, columns)) {
      for (ListRow row = rows.next(); row != null; row = rows.next()) {
        count += row.path().isBlank() ? 0 : 1;
        if (Thread.currentThread().isInterrupted()) {
          return OptionalLong.empty();
        }
      }
      return OptionalLong.of(count);
    } catch (IOException e) {
      throw named(e);
    }
  }

  /** Says which list cannot be read. */
  private IOException named(IOException cause) {
    String name = PathText.of(list);
    if (cause instanceof CharacterCodingException) {
      return new IOException(name + ": expected text in UTF-8; save the list so", cause);
    }
    if (cause instanceof JsonProcessingException table && table.getLocation() != null) {
      return new IOException(
          "%s: expected a table, found in line %d: %s"
              .formatted(name, table.getLocation().getLineNr(), table.getOriginalMessage()),
          cause);
    }
    String message = FailureText.reason(cause);
    return message.contains(name) ? cause : new IOException(name + ": " + message, cause);
  }

  private Path file(String path) {
    Path beside = list.toAbsolutePath().resolveSibling(path);
    Path here = Path.of(path);
    return !Files.exists(beside) && Files.exists(here) ? here : beside;
  }

  private final class ListEntries implements Entries {

    private final ListRows rows;
    private final Map<String, ZipContent> inside = new HashMap<>();
    private @Nullable Path opened;
    private long position;
    private boolean ended;

    ListEntries(ListRows rows) {
      this.rows = rows;
    }

    @Override
    public @Nullable ImageEntry next() throws IOException {
      ListRow row = ended ? null : row();
      if (row == null) {
        return null;
      }
      if (row.path().isBlank()) {
        String name = PathText.of(list);
        throw new BrokenSourceException(
            "%s#%d".formatted(name, position),
            "%s: expected a path in row %d, found none".formatted(name, position));
      }
      return entry(row);
    }

    private ImageEntry entry(ListRow row) {
      String name = row.path();
      ImageContent content;
      try {
        Path file = file(name);
        name = PathText.of(file);
        int archive = name.indexOf(PathText.IN_ARCHIVE);
        content =
            archive < 0 || Files.exists(file)
                ? new FileContent(file)
                : inArchive(Path.of(name.substring(0, archive)), name);
      } catch (InvalidPathException e) {
        content =
            new UnreadableContent(
                name, "expected a path, found characters that no path has: " + e.getReason());
      }
      return new ImageEntry(name, row.label(), row.target(), content);
    }

    /** Images of a zip archive can be read in any order, those of a stream cannot. */
    private ImageContent inArchive(Path archive, String path) {
      try {
        if (!archive.equals(opened)) {
          inside.clear();
          opened = archive;
          if (ArchiveKind.of(archive) == ArchiveKind.ZIP) {
            new ZipImages(archive).images().forEach(image -> inside.put(image.path(), image));
          }
        }
      } catch (IOException e) {
        return new UnreadableContent(
            path, "the archive cannot be read: %s".formatted(FailureText.reason(e)));
      }
      ZipContent content = inside.get(path);
      return content != null
          ? content.entry().content()
          : new UnreadableContent(
              path, "expected a file or an image in a zip archive, found none; unpack the archive");
    }

    private @Nullable ListRow row() throws IOException {
      position++;
      try {
        return rows.next();
      } catch (IOException e) {
        ended = true;
        throw named(e);
      }
    }

    @Override
    public double share() {
      return Double.NaN;
    }

    @Override
    public void close() throws IOException {
      rows.close();
    }
  }
}
