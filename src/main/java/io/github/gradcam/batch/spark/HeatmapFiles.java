package io.github.gradcam.batch.spark;

import io.github.gradcam.batch.HeatmapStore;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Writes heatmaps into any storage that Hadoop knows, in place: object stores show a file when it
 * is whole. Elsewhere an executor that dies leaves part of one, which no row names yet: the image
 * is explained again and the file replaced.
 *
 * @param output the output folder
 * @param storage how to reach it
 */
record HeatmapFiles(String output, Configuration storage) implements HeatmapStore {

  @Override
  public void put(String name, byte[] bytes) throws IOException {
    PlainFiles.write(new Path(new Path(output), new Path(null, null, name)), bytes, storage);
  }
}
