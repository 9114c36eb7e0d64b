package io.github.gradcam.batch.spark;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.jspecify.annotations.Nullable;

/** Goes through the images of a folder one by one; a folder that cannot be listed is one too. */
final class HadoopFolderWalk implements Iterator<ListedImage> {

  private final boolean deep;
  private final String output;
  private final Configuration storage;
  private final Deque<Path> waiting = new ArrayDeque<>();
  private Path folder;
  private @Nullable RemoteIterator<FileStatus> files;
  private @Nullable ListedImage next;

  /**
   * Begins at a folder or a single file.
   *
   * @param deep whether to go down
   * @param output a folder that is left out
   */
  HadoopFolderWalk(Path start, boolean deep, String output, Configuration storage) {
    this.deep = deep;
    this.output = output;
    this.storage = storage;
    this.folder = start;
    waiting.add(start);
  }

  @Override
  public boolean hasNext() {
    while (next == null && (files != null || !waiting.isEmpty())) {
      next = step();
    }
    return next != null;
  }

  @Override
  public ListedImage next() {
    ListedImage image = hasNext() ? next : null;
    if (image == null) {
      throw new NoSuchElementException();
    }
    next = null;
    return image;
  }

  private @Nullable ListedImage step() {
    try {
      RemoteIterator<FileStatus> open = files;
      if (open == null) {
        folder = waiting.remove();
        files = folder.getFileSystem(storage).listStatusIterator(folder);
        return null;
      }
      if (!open.hasNext()) {
        files = null;
        return null;
      }
      return seen(open.next());
    } catch (IOException e) {
      files = null;
      return ListedImage.broken(folder, e);
    }
  }

  private @Nullable ListedImage seen(FileStatus each) {
    Path path = each.getPath();
    if (each.isDirectory()) {
      if (deep && InputPlaces.isWanted(path, output)) {
        waiting.add(path);
      }
      return null;
    }
    // A file that is named itself counts whatever its name.
    return path.equals(folder) || InputPlaces.isImage(path) ? ListedImage.of(each) : null;
  }
}
