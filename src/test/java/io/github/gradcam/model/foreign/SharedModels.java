package io.github.gradcam.model.foreign;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.device.Execution;
import io.github.gradcam.model.kernel.Precision;
import java.nio.file.Files;
import java.nio.file.Path;

/** The networks that other people trained, where they are at hand. */
final class SharedModels {

  private static final Path FOLDER = Path.of("..", "shared", "models");

  private SharedModels() {}

  static Path path(String name) {
    Path path = FOLDER.resolve(name);
    assumeTrue(Files.exists(path), () -> "Left out: needs " + path);
    return path;
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
