package io.github.gradcam.batch.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Files in a temporary folder of their own. */
record UnpackedFiles(Path folder) implements AutoCloseable {

  /**
   * Writes files.
   *
   * @param files content by name, with forward slashes
   */
  static UnpackedFiles of(Map<String, byte[]> files) throws IOException {
    UnpackedFiles unpacked = new UnpackedFiles(Files.createTempDirectory("gradcam-model"));
    try {
      for (Map.Entry<String, byte[]> each : files.entrySet()) {
        Path file = unpacked.folder.resolve(each.getKey());
        Files.createDirectories(file.getParent());
        Files.write(file, each.getValue());
      }
      return unpacked;
    } catch (IOException e) {
      unpacked.close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(folder)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : deepestFirst) {
      Files.deleteIfExists(each);
    }
  }
}
