package io.github.gradcam.batch;

import java.io.IOException;

/** Where the files of heatmaps go; called by several threads at once. */
@FunctionalInterface
public interface HeatmapStore {

  /**
   * Writes a file, whole or not at all, replacing one of that name.
   *
   * @param name relative to the output folder, with forward slashes
   * @param bytes its content
   * @throws IOException if it cannot be written
   */
  void put(String name, byte[] bytes) throws IOException;
}
