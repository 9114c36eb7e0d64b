package io.github.gradcam.batch;

import io.github.gradcam.image.FailureWords;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Writes heatmaps below a folder. What a killed process leaves half written has a name that the
 * next run over the same image uses again, so that nothing is left of it in the end.
 *
 * @param output the folder
 */
public record HeatmapFolder(Path output) implements HeatmapStore {

  @Override
  public void put(String name, byte[] bytes) throws IOException {
    Path file = output.resolve(name);
    Path part = file.resolveSibling("." + file.getFileName() + ".part");
    try {
      Files.createDirectories(file.getParent());
      Files.write(part, bytes);
      move(part, file);
    } catch (IOException e) {
      Files.deleteIfExists(part);
      throw new IOException(
          "Expected to write %s, found: %s; correct that and run the same command again"
              .formatted(file, FailureWords.of(e)),
          e);
    }
  }

  private static void move(Path part, Path file) throws IOException {
    try {
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
