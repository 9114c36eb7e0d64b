package io.github.gradcam.batch.spark;

import io.github.gradcam.image.codec.ImageFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * Where the executors look for images. The driver goes down the folders only until there are enough
 * to share out: it holds folders, never the images' names.
 */
final class InputPlaces {

  private static final int ENOUGH = 64;
  private static final int DEEPEST = 4;

  /**
   * A file or folder.
   *
   * @param location as Hadoop opens it
   * @param deep whether what lies in its folders counts
   */
  record Place(String location, boolean deep) implements Serializable {}

  private final Configuration storage;
  private final String output;

  /**
   * Leaves out the output folder.
   *
   * @param storage how to reach the inputs
   * @param output its images are no inputs
   */
  InputPlaces(Configuration storage, String output) {
    this.storage = storage;
    this.output = output;
  }

  /**
   * Finds places.
   *
   * @param inputs paths, URIs and globs of files and folders
   * @throws IOException if there is nothing at one of them
   */
  List<Place> of(List<String> inputs) throws IOException {
    List<Path> folders = new ArrayList<>();
    List<Place> places = new ArrayList<>();
    for (String input : inputs) {
      for (FileStatus found : matches(input)) {
        if (found.isDirectory()) {
          folders.add(found.getPath());
        } else {
          places.add(new Place(found.getPath().toString(), false));
        }
      }
    }
    for (int depth = 0; depth < DEEPEST && folders.size() < ENOUGH; depth++) {
      List<Path> below = new ArrayList<>();
      for (Path folder : folders) {
        below.addAll(children(folder));
        places.add(new Place(folder.toString(), false));
      }
      folders = below;
    }
    folders.forEach(folder -> places.add(new Place(folder.toString(), true)));
    return places;
  }

  /** A name with brackets or stars that exists is meant as it stands. */
  private FileStatus[] matches(String input) throws IOException {
    Path path = new Path(input);
    FileSystem files = path.getFileSystem(storage);
    try {
      return new FileStatus[] {files.getFileStatus(path)};
    } catch (FileNotFoundException e) {
      FileStatus[] found = files.globStatus(path);
      if (found == null || found.length == 0) {
        throw new IOException(
            "Expected a folder or image at %s, found nothing; check the path".formatted(input), e);
      }
      return found;
    }
  }

  /** None where the folder cannot be listed: the executor finds that too, and tells. */
  private List<Path> children(Path folder) {
    List<Path> below = new ArrayList<>();
    try {
      RemoteIterator<FileStatus> all = folder.getFileSystem(storage).listStatusIterator(folder);
      while (all.hasNext()) {
        FileStatus each = all.next();
        if (each.isDirectory() && isWanted(each.getPath(), output)) {
          below.add(each.getPath());
        }
      }
    } catch (IOException e) {
      below.clear();
    }
    return below;
  }

  /** Hidden folders and the output are not looked into. */
  static boolean isWanted(Path folder, String output) {
    return !folder.getName().startsWith(".") && !folder.toString().equals(output);
  }

  /** Images are told by their names; hidden ones are left out. */
  static boolean isImage(Path file) {
    String name = file.getName();
    return !name.startsWith(".") && ImageFiles.hasImageExtension(java.nio.file.Path.of(name));
  }
}
