package io.github.gradcam.batch.input;

import io.github.gradcam.image.codec.ImageFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the images of a folder and of those in it, depth first, by name. Only the folders
 * between the first and the present one are open.
 *
 * <p>A link to a folder is followed unless the folder lies in one that is walked already or holds
 * it: each folder is seen once, and links in a circle end.
 */
final class FolderWalk implements ImageCollection.Entries {

  /** A folder as it is shown and where it really is, with what is still to come of it. */
  private record Level(Path shown, Path real, FolderNames names) {}

  private final FolderListing listing;
  private final Path excluded;
  private final Deque<Level> levels = new ArrayDeque<>();
  private final List<Path> walked = new ArrayList<>();

  /** Begins; {@code excluded} is left out where it lies inside the folder. */
  FolderWalk(Path folder, Path excluded, FolderListing listing) throws IOException {
    this.listing = listing;
    this.excluded = real(excluded);
    Path real = folder.toRealPath();
    walked.add(real);
    descend(folder, real);
  }

  /** Where a path really is; the path itself if there is no such file yet. */
  static Path real(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path.toAbsolutePath().normalize();
    }
  }

  @Override
  public @Nullable ImageEntry next() throws IOException {
    for (Level level = levels.peek(); level != null; level = levels.peek()) {
      Path name = level.names().next();
      ImageEntry entry = name == null ? null : visit(level, name);
      if (name == null) {
        levels.remove();
      } else if (entry != null) {
        return entry;
      }
    }
    return null;
  }

  @Override
  public double share() {
    return Double.NaN;
  }

  @Override
  public void close() {
    levels.clear();
  }

  private @Nullable ImageEntry visit(Level level, Path name) {
    Path child = level.shown().resolve(name);
    BasicFileAttributes attributes = attributes(child, LinkOption.NOFOLLOW_LINKS);
    if (attributes != null && attributes.isSymbolicLink()) {
      attributes = attributes(child);
      if (attributes != null && attributes.isDirectory()) {
        follow(child);
        return null;
      }
    } else if (attributes != null && attributes.isDirectory()) {
      descend(child, level.real().resolve(name));
      return null;
    }
    // One that is gone, a link to nothing, a pipe or a device fails when it is read.
    return ImageFiles.hasImageExtension(name) ? FileContent.entry(child) : null;
  }

  private static @Nullable BasicFileAttributes attributes(Path file, LinkOption... options) {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class, options);
    } catch (IOException e) {
      return null;
    }
  }

  private void follow(Path link) {
    Path real = real(link);
    if (walked.stream().noneMatch(other -> real.startsWith(other) || other.startsWith(real))) {
      walked.add(real);
      descend(link, real);
    }
  }

  private void descend(Path shown, Path real) {
    if (levels.isEmpty() || !real.equals(excluded)) {
      levels.push(new Level(shown, real, new FolderNames(shown, listing)));
    }
  }
}
