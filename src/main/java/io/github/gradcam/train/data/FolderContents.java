package io.github.gradcam.train.data;

import io.github.gradcam.image.FailureWords;
import io.github.gradcam.image.codec.ImageFiles;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What one folder holds, hidden files left out.
 *
 * @param folders the folders inside, by name
 * @param images the files whose name says that they are images, by name
 * @param others the remaining files, by name
 */
record FolderContents(List<Path> folders, List<Path> images, List<Path> others) {

  /**
   * Lists a folder.
   *
   * @param folder the folder, on disk or in a zip file
   * @return what it holds
   * @throws DataSetException if the folder cannot be read
   */
  static FolderContents of(Path folder) {
    FolderContents listing =
        new FolderContents(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (Path entry : entries(folder)) {
      listing.kindOf(entry).add(entry);
    }
    return listing;
  }

  /**
   * Names a file or folder without the slash that zip file systems may add.
   *
   * @param path any path
   * @return its last element, or the empty string for a root
   */
  static String name(Path path) {
    Path last = path.getFileName();
    String name = last == null ? "" : last.toString();
    return name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
  }

  /**
   * Describes the content for an error message.
   *
   * @return such as {@code "2 folders (a, b), 0 images and 1 other file"}
   */
  String describe() {
    List<String> names = folders.stream().map(FolderContents::name).limit(8).toList();
    String shown = names.isEmpty() ? "" : " (" + String.join(", ", names) + ")";
    return count(folders.size(), "folder")
        + shown
        + ", "
        + count(images.size(), "image")
        + " and "
        + count(others.size(), "other file");
  }

  private static String count(int n, String what) {
    return n + " " + what + (n == 1 ? "" : "s");
  }

  private List<Path> kindOf(Path entry) {
    if (Files.isDirectory(entry)) {
      return folders;
    }
    return ImageFiles.hasImageExtension(entry) ? images : others;
  }

  private static List<Path> entries(Path folder) {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      for (Path entry : stream) {
        if (!isHidden(name(entry))) {
          entries.add(entry);
        }
      }
    } catch (IOException e) {
      throw new DataSetException(
          "Expected to list the folder " + folder + ", found: " + FailureWords.of(e), e);
    }
    entries.sort(Comparator.comparing(FolderContents::name));
    return entries;
  }

  /** Bookkeeping that desktops leave behind: dot files, macOS resource forks, thumbnails. */
  private static boolean isHidden(String name) {
    return name.startsWith(".")
        || name.equals("__MACOSX")
        || name.equals("Thumbs.db")
        || name.equals("desktop.ini");
  }
}
