package io.github.gradcam.cli;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParametersDelegate;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.Execution;
import io.github.gradcam.model.GraphFile;
import io.github.gradcam.model.ModelException;
import io.github.gradcam.model.Normalization;
import io.github.gradcam.model.Precision;
import io.github.gradcam.train.TransferPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which trained network to begin with, and where a new head stands on it. */
final class BackboneOptions {

  @Parameter(
      names = "--backbone",
      description = "A trained network, to which the classes of --data are taught")
  private @Nullable Path backbone;

  @Parameter(names = "--input", description = "For a .pb: the placeholder that takes the images")
  private @Nullable String input;

  @Parameter(names = "--logits", description = "For a .pb: the op that gives the logits")
  private @Nullable String logits;

  @Parameter(
      names = "--preprocess",
      description = "For a .pb: none (default), tf, caffe, torch, or such as bgr:104,117,123")
  private @Nullable String preprocess;

  @Parameter(
      names = "--layer",
      description =
          "The layer of the backbone on whose averages a new head stands (default: auto, the last)")
  private @Nullable String layer;

  @Parameter(
      names = "--views",
      description =
          "Versions of each image to learn from: itself, and random changes of it (default: 4)")
  private @Nullable Integer views;

  @Parameter(
      names = "--dropout",
      description = "Share of the averages that a step leaves out, 0..1 (default: 0.2)")
  private @Nullable Float dropout;

  @ParametersDelegate private final FineTuningOptions fineTuning = new FineTuningOptions();

  /** Whether there is one; refuses the other options where there is none. */
  boolean given() {
    if (backbone == null) {
      options().refuseWithout("--backbone");
      fineTuning.options().refuseWithout("--backbone");
    }
    return backbone != null;
  }

  /** How its last layers are trained. */
  FineTuningOptions fineTuning() {
    return fineTuning;
  }

  /** The layer on which the head stands. */
  String layer() {
    return Objects.requireNonNullElse(layer, "auto");
  }

  /** Loads it, the caller's to close. */
  Classifier load(int inputSize, Precision precision) {
    if (logits == null) {
      throw new ModelException(
          "Expected --logits with the frozen graph %s, found none; give the op before the softmax"
              .formatted(backbone));
    }
    Normalization normalization = UsageException.checked(() -> Normalization.parse(pixels()));
    return new GraphFile(path(), input, logits, inputSize, normalization, List.of())
        .load(Execution.of(precision));
  }

  /** What the training of a head takes from it. */
  TransferPlan transfer(String layerName) throws IOException {
    return new TransferPlan(
        String.valueOf(path().getFileName()),
        FileDigest.sha256(path()),
        pixels(),
        layerName,
        null,
        Objects.requireNonNullElse(views, 4),
        Objects.requireNonNullElse(dropout, 0.2f));
  }

  /** The options that were given, as on a command line. */
  String words() {
    return (new GivenOptions().with("--backbone", backbone).words()
            + " "
            + options().words()
            + " "
            + fineTuning.options().words())
        .strip();
  }

  private GivenOptions options() {
    return new GivenOptions()
        .with("--input", input)
        .with("--logits", logits)
        .with("--preprocess", preprocess)
        .with("--layer", layer)
        .with("--views", views)
        .with("--dropout", dropout);
  }

  private Path path() {
    return Objects.requireNonNull(backbone, "--backbone");
  }

  private String pixels() {
    return Objects.requireNonNullElse(preprocess, "none");
  }
}
