package io.github.gradcam.cli.option;

import io.github.gradcam.cli.console.UsageException;
import io.github.gradcam.image.FailureWords;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.SavedModelFolder;
import io.github.gradcam.model.device.Execution;
import io.github.gradcam.model.foreign.ModelDescription;
import io.github.gradcam.model.foreign.ModelSource;
import io.github.gradcam.model.foreign.Sidecar;
import io.github.gradcam.model.foreign.onnx.OnnxNetwork;
import io.github.gradcam.model.layer.Normalization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A model with what people say of it now, or said before. */
final class DescribedModel {

  private static final Logger LOG = LoggerFactory.getLogger(DescribedModel.class);

  private final Path path;
  private final ModelDescription given;
  private final Sidecar sidecar;

  private @Nullable String digest;

  /** Whether people know what was assumed: a model is loaded once for each device. */
  private boolean said;

  /**
   * Names a model; nothing is read yet.
   *
   * @param path its file or folder
   * @param given what is said of it now
   * @throws UsageException if that cannot be
   */
  DescribedModel(Path path, ModelDescription given) {
    String preprocess = given.preprocess();
    if (preprocess != null) {
      UsageException.checked(() -> Normalization.parse(preprocess));
    }
    this.path = path;
    this.given = given;
    this.sidecar = new Sidecar(path);
  }

  /** All that was said of it. */
  ModelDescription description() {
    return given.or(before());
  }

  /** What is done with pixels, in words for a plan. */
  String pixels() {
    return Objects.requireNonNullElse(description().preprocess(), "as the model says");
  }

  /** A model of this project says all itself. */
  private ModelDescription before() {
    return new SavedModelFolder(path).isOurs() ? ModelDescription.NONE : sidecar.read();
  }

  /**
   * Loads the classifier, the caller's to close; says what was assumed, and keeps what was said.
   */
  Classifier load(Execution execution) {
    return load(source -> source.load(execution));
  }

  /** The same, which gives the file's own graph where it is an ONNX file. */
  Classifier load(Execution execution, Consumer<OnnxNetwork> own) {
    return load(source -> source.load(execution, own));
  }

  private Classifier load(Function<ModelSource, ModelSource.Loaded> load) {
    ModelDescription before = before();
    ModelDescription known = given.or(before);
    ModelSource.Loaded loaded = load.apply(new ModelSource(path, known));
    if (!said) {
      said = true;
      loaded.notes().forEach(LOG::warn);
      if (!known.equals(before)) {
        keep(known);
      }
    }
    return loaded.classifier();
  }

  /** The SHA-256 of the network's files. */
  String digest() throws IOException {
    String known = digest;
    if (known == null) {
      known = FileDigest.sha256(files());
      digest = known;
    }
    return known;
  }

  private void keep(ModelDescription known) {
    try {
      LOG.info("Kept what was said about the model in {}", sidecar.write(known));
    } catch (IOException e) {
      LOG.warn("What was said about the model cannot be kept: {}", FailureWords.of(e));
    }
  }

  /** Those that hold the ops and the weights. */
  private List<Path> files() throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    List<Path> files = new ArrayList<>(List.of(path.resolve("saved_model.pb")));
    Path variables = path.resolve("variables");
    if (Files.isDirectory(variables)) {
      try (Stream<Path> all = Files.list(variables)) {
        all.sorted().forEach(files::add);
      }
    }
    return files;
  }
}
