package io.github.gradcam.batch.spark;

import java.util.List;
import java.util.Map;

/**
 * Where a run reads and writes.
 *
 * @param inputs paths, URIs and globs of images and folders, as Spark takes them: {@code
 *     /data/photos}, {@code hdfs:///photos/2024-*}, {@code s3a://bucket/photos}
 * @param output a folder: a path or URI
 * @param overwrite whether an earlier run there is deleted first, instead of gone on with
 * @param toolVersion the program's
 * @param identity the options that have to be the same for a run to go on
 */
public record SparkRun(
    List<String> inputs,
    String output,
    boolean overwrite,
    String toolVersion,
    Map<String, ?> identity) {

  /** Copies the list. */
  public SparkRun {
    inputs = List.copyOf(inputs);
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException("Expected a folder or image, found none; name one");
    }
  }
}
