package io.github.gradcam.train.transfer;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.gradcam.image.FileBytes;
import io.github.gradcam.train.TrainingException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The folder of a training's features, all of one key. */
final class FeatureFolder {

  private static final String KEY = "key.json";
  private static final String FILES = "*.features";
  private static final JsonMapper JSON = new JsonMapper();

  private final Path folder;

  private FeatureFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Opens a folder, without what is in it of another key.
   *
   * @param folder made where it is missing
   * @param key a record of what the features depend on
   * @return the folder
   */
  static FeatureFolder of(Path folder, Object key) throws IOException {
    Files.createDirectories(folder);
    byte[] wanted = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(key);
    Path file = folder.resolve(KEY);
    if (!Files.isRegularFile(file) || !Arrays.equals(Files.readAllBytes(file), wanted)) {
      clear(folder);
      FileBytes.write(file, wanted);
    }
    return new FeatureFolder(folder);
  }

  /** Names a file of the features. */
  Path file(String part, int block) {
    return folder.resolve("%s-%05d.features".formatted(part, block));
  }

  /**
   * Checks that the disk has the room.
   *
   * @param bytes that all features take, those that are there among them
   * @param option that makes it fewer if it is lowered
   * @throws TrainingException if it has not
   */
  void checkRoom(long bytes, String option) throws IOException {
    long missing = bytes;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, FILES)) {
      for (Path file : files) {
        missing -= Files.size(file);
      }
    }
    long room = Files.getFileStore(folder).getUsableSpace();
    if (missing > room) {
      throw new TrainingException(
          "Expected room for %d MB in %s, found %d MB; free some, or lower %s"
              .formatted(missing >> 20, folder, room >> 20, option));
    }
  }

  private static void clear(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, FILES)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
  }
}
