package io.github.gradcam.model.foreign;

import io.github.gradcam.Shared;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.device.Execution;
import io.github.gradcam.model.kernel.Precision;
import java.nio.file.Path;

/** The networks that other people trained, where they are at hand. */
final class SharedModels {

  private SharedModels() {}

  static Path path(String name) {
    return Shared.path("models/" + name);
  }

  static Classifier load(String name) {
    return load(name, ModelDescription.NONE);
  }

  static Classifier load(String name, ModelDescription description) {
    return new ModelSource(path(name), description)
        .load(Execution.of(Precision.FLOAT32))
        .classifier();
  }
}
