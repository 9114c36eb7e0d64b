package io.github.gradcam.batch.input;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** The images of a folder and of all folders in it, told by their names. */
record ImageFolder(Path folder, Path excluded) implements ImageCollection {

  @Override
  public Entries open() throws IOException {
    try {
      return new FolderWalk(folder, excluded, Files::newDirectoryStream);
    } catch (IOException e) {
      throw FolderListing.failure(folder, e);
    }
  }

  @Override
  public OptionalLong count() throws IOException {
    try (Entries entries = open()) {
      return EntryCount.of(entries);
    }
  }
}
