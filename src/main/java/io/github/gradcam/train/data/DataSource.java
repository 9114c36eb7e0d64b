package io.github.gradcam.train.data;

import io.github.gradcam.image.FailureWords;
import io.github.gradcam.image.RegularFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A folder, or the inside of a zip file that is read in place; owns the open zip file. */
final class DataSource implements AutoCloseable {

  private static final String ZIP = ".zip";
  private static final String ENTRY = "!/";

  private final Path given;
  private final Path top;
  private final @Nullable FileSystem archive;

  private DataSource(Path given, Path top, @Nullable FileSystem archive) {
    this.given = given;
    this.top = top;
    this.archive = archive;
  }

  /**
   * Opens what the user named: a folder, a zip file, or a folder with the zip file of the part.
   *
   * @param data a folder or a zip file
   * @param split the part that will be read
   * @return the open source
   * @throws DataSetException if there is nothing, or a file that is no readable zip file
   */
  static DataSource open(Path data, Split split) {
    if (!Files.exists(data)) {
      throw new DataSetException(
          "Expected a data set folder or zip file at " + data + ", found nothing; check the path");
    }
    if (!Files.isDirectory(data)) {
      return openZip(data);
    }
    Path zip = zipInside(data, split);
    return zip == null ? new DataSource(data, data, null) : openZip(zip);
  }

  /**
   * Gives the place to look in.
   *
   * @return the folder, or the root of the zip file
   */
  Path top() {
    return top;
  }

  /**
   * Names the source.
   *
   * @return the last element of its path, without {@code .zip}
   */
  String name() {
    String name = FolderContents.name(given.toAbsolutePath().normalize());
    return isZip(name) ? name.substring(0, name.length() - ZIP.length()) : name;
  }

  /**
   * Shows a path to users.
   *
   * @param path a path of this source
   * @return the path on disk, or {@code archive.zip!/entry}
   */
  String show(Path path) {
    return archive == null ? path.toString() : given + "!" + path.toAbsolutePath();
  }

  /**
   * Names a file of this source the same by whatever way it was reached.
   *
   * @param path a path of this source
   * @return as {@link #identity(String)}
   */
  String identity(Path path) {
    return archive == null ? real(path) : real(given) + "!" + path.toAbsolutePath();
  }

  /**
   * Names a file the same by whatever way it was reached.
   *
   * @param path of a file, or {@code ARCHIVE!/ENTRY}
   * @return the path without links
   */
  static String identity(String path) {
    int entry = path.indexOf(ENTRY);
    return entry < 0 || Files.exists(Path.of(path))
        ? real(Path.of(path))
        : real(Path.of(path.substring(0, entry))) + path.substring(entry);
  }

  private static String real(Path path) {
    try {
      return path.toRealPath().toString();
    } catch (IOException e) { // there is nothing
      return path.toAbsolutePath().normalize().toString();
    }
  }

  @Override
  public void close() {
    if (archive != null) {
      try {
        archive.close();
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot close " + given, e);
      }
    }
  }

  private static @Nullable Path zipInside(Path folder, Split split) {
    if (Files.isDirectory(folder.resolve(split.folder()))) {
      return null;
    }
    Path own = folder.resolve(split.folder() + ZIP);
    if (Files.isRegularFile(own)) {
      return own;
    }
    FolderContents listing = FolderContents.of(folder);
    List<Path> zips = listing.others().stream().filter(p -> isZip(FolderContents.name(p))).toList();
    boolean onlyZip = listing.folders().isEmpty() && listing.images().isEmpty() && zips.size() == 1;
    return onlyZip ? zips.get(0) : null;
  }

  private static DataSource openZip(Path zip) {
    if (!isZip(FolderContents.name(zip))) {
      throw new DataSetException("Expected a folder or a .zip file, found the file " + zip);
    }
    try {
      RegularFile.length(zip);
      FileSystem archive = FileSystems.newFileSystem(zip);
      return new DataSource(zip, archive.getRootDirectories().iterator().next(), archive);
    } catch (IOException | ProviderNotFoundException e) {
      throw new DataSetException(
          "Expected a readable zip file at " + zip + ", found: " + FailureWords.of(e), e);
    }
  }

  private static boolean isZip(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith(ZIP);
  }
}
