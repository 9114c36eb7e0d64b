package io.github.gradcam.survey;

import io.github.gradcam.report.results.ImageRow;
import java.util.Map;
import org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;

/** Made-up rows of results. */
final class Rows {

  private Rows() {}

  /** An image with an answer, whose map is well. */
  static ImageRow answered(
      String path,
      int size,
      @Nullable String label,
      int answer,
      String name,
      float sure,
      Map<String, Float> probabilities,
      @Nullable Binary grid,
      @Nullable Binary evidence) {
    return new ImageRow(
        path,
        size,
        size,
        label,
        answer,
        name,
        sure,
        name.equals(label),
        probabilities,
        answer,
        name,
        sure,
        "Grad-CAM",
        "last",
        "ok",
        1f,
        0.1f,
        0.5f,
        0.5f,
        0.2f,
        0.1f,
        0.1f,
        0.2f,
        0.2f,
        null,
        grid,
        evidence,
        null);
  }
}
