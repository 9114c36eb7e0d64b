package io.github.gradcam.train.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the folder that holds the classes, or the unlabelled images, of one part of a data set. */
final class SplitFolder {

  private SplitFolder() {}

  /**
   * Walks from the top of a data set down to its classes.
   *
   * @param source the folder or zip file given
   * @param split the part asked for; a source without parts serves for any
   * @return the folder whose folders are the classes
   * @throws DataSetException if the source holds other parts but not this one
   */
  static Path find(DataSource source, Split split) {
    Path part = find(source, source.top(), source.name(), split);
    if (part != null) {
      return part;
    }
    Path wrapped = wrapped(source.top());
    part = find(source, wrapped, FolderContents.name(wrapped), split);
    return part == null ? wrapped : part;
  }

  private static @Nullable Path find(DataSource source, Path folder, String name, Split split) {
    if (has(folder, split.folder())) {
      return inner(folder.resolve(split.folder()), split.folder());
    }
    if (isPart(name) && has(folder, name)) {
      return inner(folder.resolve(name), name);
    }
    List<String> parts =
        Arrays.stream(Split.values()).map(Split::folder).filter(p -> has(folder, p)).toList();
    if (!parts.isEmpty()) {
      throw new DataSetException(
          "Expected the folder %s in %s, found %s"
              .formatted(split.folder(), source.show(folder), String.join(", ", parts)));
    }
    return null;
  }

  /** The Kaggle download unzips to seg_train/seg_train. */
  private static Path inner(Path folder, String name) {
    return has(folder, name) ? folder.resolve(name) : folder;
  }

  /** Zip files often hold one folder that holds everything. */
  private static Path wrapped(Path folder) {
    FolderContents listing = FolderContents.of(folder);
    if (listing.folders().size() != 1 || !listing.images().isEmpty()) {
      return folder;
    }
    FolderContents only = FolderContents.of(listing.folders().get(0));
    boolean holdsClasses = !only.folders().isEmpty() && only.images().isEmpty();
    return holdsClasses ? listing.folders().get(0) : folder;
  }

  private static boolean has(Path folder, String name) {
    return Files.isDirectory(folder.resolve(name));
  }

  private static boolean isPart(String name) {
    return Arrays.stream(Split.values()).anyMatch(split -> split.folder().equals(name));
  }
}
