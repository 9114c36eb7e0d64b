package io.github.gradcam.batch.input;

import io.github.gradcam.image.FailureWords;
import io.github.gradcam.image.codec.ImageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Tells what an input is: a folder, an archive, a list, a pattern, or else an image.
 *
 * @param excluded a folder that is left out where it lies inside another
 * @param columns the names of the columns of lists
 */
record InputKinds(Path excluded, ListColumns columns) {

  /** The images that an input stands for, as the user typed it. */
  ImageCollection typed(String input) throws IOException {
    Path path = path(input);
    if (path != null && Files.exists(path)) {
      return of(path);
    }
    if (GlobPattern.isPattern(input)) {
      return new ImageGlob(input, this);
    }
    throw new IOException(
        "Expected an image, a folder, an archive or a list at %s, found nothing; check the path"
            .formatted(input));
  }

  /** The images that a file or folder stands for. */
  ImageCollection of(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return new ImageFolder(path, excluded);
    }
    if (ImageFiles.hasImageExtension(path) || !Files.isRegularFile(path)) {
      return new SingleImage(path);
    }
    ListKind list = ListKind.named(path);
    if (list != null) {
      return new ListedImages(path, list, columns);
    }
    ArchiveKind archive = archive(path);
    if (archive == null) {
      return new SingleImage(path);
    }
    return archive == ArchiveKind.ZIP ? new ZipImages(path) : new StreamedArchive(path, archive);
  }

  /**
   * The images that a match of a pattern stands for: any file whose extension the pattern names,
   * else only images, folders and archives. Null for other files.
   */
  @Nullable ImageCollection matched(Path path, boolean extensionNamed) throws IOException {
    boolean taken =
        extensionNamed
            || ImageFiles.hasImageExtension(path)
            || ArchiveKind.named(path) != null
            || Files.isDirectory(path);
    return taken ? of(path) : null;
  }

  private static @Nullable ArchiveKind archive(Path path) throws IOException {
    try {
      return ArchiveKind.of(path);
    } catch (IOException e) {
      throw new BrokenSourceException(
          path, "cannot be read: %s; check its permissions".formatted(FailureWords.of(e)), e);
    }
  }

  private static @Nullable Path path(String input) {
    try {
      return Path.of(input);
    } catch (InvalidPathException e) {
      return null;
    }
  }
}
