package io.github.gradcam.report.results;

import java.util.List;

/**
 * Where rows come from. In a Parquet file it stands as {@code gradcam.version}, {@code
 * gradcam.model} and {@code gradcam.labels}, the last as a JSON array.
 *
 * @param toolVersion of the program
 * @param model such as the name and the digest of its file
 * @param labels names of the classes, in index order; not all of them need be different
 */
public record ResultsOrigin(String toolVersion, String model, List<String> labels) {

  /** Copies the labels. */
  public ResultsOrigin {
    labels = List.copyOf(labels);
  }
}
