package io.github.gradcam.model.foreign;

import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.device.Execution;
import io.github.gradcam.model.kernel.Precision;
import io.github.gradcam.model.layer.Normalization;
import java.nio.file.Path;
import java.util.List;

/** Loads frozen graphs for tests, with all said that their files do not say. */
public final class FrozenGraphs {

  private FrozenGraphs() {}

  /** A classifier, the caller's to close; null and 0 leave it to the file. */
  public static Classifier load(
      Path file,
      String input,
      String logits,
      int size,
      Normalization normalization,
      List<String> labels) {
    ModelDescription description =
        new ModelDescription(null, input, logits, size, normalization.text(), labels);
    return new ModelSource(file, description).load(Execution.of(Precision.FLOAT32)).classifier();
  }
}
