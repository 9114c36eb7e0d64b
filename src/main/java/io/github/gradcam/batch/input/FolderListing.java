package io.github.gradcam.batch.input;

import io.github.gradcam.image.FailureWords;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Path;

/** Lists what is in a folder, in any order. */
@FunctionalInterface
interface FolderListing {

  DirectoryStream<Path> open(Path folder) throws IOException;

  /** Says which folder could not be listed, and why. */
  static IOException failure(Path folder, IOException cause) {
    String reason =
        cause instanceof AccessDeniedException
            ? "may not be read; check its permissions"
            : "cannot be read: " + FailureWords.of(cause);
    String path = PathText.of(folder);
    return new BrokenSourceException(path, "%s: the folder %s".formatted(path, reason));
  }
}
