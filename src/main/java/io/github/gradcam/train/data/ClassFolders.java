package io.github.gradcam.train.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the class folders of one part of a data set. */
final class ClassFolders {

  private static final Logger LOG = LoggerFactory.getLogger(ClassFolders.class);

  private final DataSource source;
  private final Split split;
  private final Path folder;
  private final List<String> labels = new ArrayList<>();
  private final List<Example> examples = new ArrayList<>();
  private int ignoredFiles;

  ClassFolders(DataSource source, Split split) {
    this.source = source;
    this.split = split;
    this.folder = SplitFolder.find(source, split);
  }

  /**
   * Lists the classes and their images.
   *
   * @return the images found
   * @throws DataSetException if no class is there, or one is empty
   */
  ImageSet read() {
    FolderContents listing = FolderContents.of(folder);
    if (split == Split.PREDICT && !listing.images().isEmpty()) {
      addAll(listing.images(), Example.UNLABELLED);
      ignoredFiles += listing.others().size();
      if (!listing.folders().isEmpty()) {
        LOG.warn(
            "{} folders beside the images in {} are left out",
            listing.folders().size(),
            source.show(folder));
      }
    } else if (split == Split.PREDICT && listing.folders().isEmpty()) {
      throw new DataSetException(
          "Expected images in %s, found %s".formatted(source.show(folder), listing.describe()));
    } else {
      readClasses(listing);
    }
    return new ImageSet(source, labels, examples, ignoredFiles);
  }

  private void readClasses(FolderContents listing) {
    if (listing.folders().isEmpty()) {
      throw new DataSetException(
          "Expected one folder a class in %s, or %s/%s/<class>/, found %s"
              .formatted(source.show(folder), split.folder(), split.folder(), listing.describe()));
    }
    ignoredFiles += listing.images().size() + listing.others().size();
    for (Path classFolder : listing.folders()) {
      readClass(classFolder);
    }
  }

  private void readClass(Path classFolder) {
    FolderContents listing = FolderContents.of(classFolder);
    if (listing.images().isEmpty()) {
      throw new DataSetException(
          "Expected images in the class folder %s, found %s; add images or remove the folder"
              .formatted(source.show(classFolder), listing.describe()));
    }
    addAll(listing.images(), labels.size());
    labels.add(FolderContents.name(classFolder));
    ignoredFiles += listing.others().size();
  }

  private void addAll(List<Path> images, int classIndex) {
    for (Path image : images) {
      examples.add(new Example(source.show(image), classIndex, image));
    }
  }
}
