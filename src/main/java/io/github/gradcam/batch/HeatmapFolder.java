package io.github.gradcam.batch;

import io.github.gradcam.image.FileBytes;
import java.io.IOException;
import java.nio.file.Path;

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
    FileBytes.write(file, file.resolveSibling("." + file.getFileName() + ".part"), bytes);
  }
}
