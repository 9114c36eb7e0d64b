package io.github.gradcam.cli.option;

import com.beust.jcommander.Parameter;
import com.beust.jcommander.ParametersDelegate;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.device.Execution;
import io.github.gradcam.model.kernel.Precision;
import io.github.gradcam.train.TransferPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which trained network to begin with, and where a new head stands on it. */
public final class BackboneOptions {

  @Parameter(
      names = "--backbone",
      description = "A trained network, to which the classes of --data are taught")
  private @Nullable Path backbone;

  @ParametersDelegate private final DescriptionOptions description = new DescriptionOptions();

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
  public boolean given() {
    if (backbone == null) {
      options().refuseWithout("--backbone");
      fineTuning.options().refuseWithout("--backbone");
    }
    return backbone != null;
  }

  /** How its last layers are trained. */
  public FineTuningOptions fineTuning() {
    return fineTuning;
  }

  /** The layer on which the head stands. */
  public String layer() {
    return Objects.requireNonNullElse(layer, "auto");
  }

  /** Loads it, the caller's to close. */
  public Classifier load(int inputSize, Precision precision) {
    return described(inputSize).load(Execution.of(precision));
  }

  /** What the training of a head takes from it. */
  public TransferPlan transfer(String layerName) throws IOException {
    return new TransferPlan(
        String.valueOf(path().getFileName()),
        described(0).digest(),
        described(0).pixels(),
        layerName,
        null,
        Objects.requireNonNullElse(views, 4),
        Objects.requireNonNullElse(dropout, 0.2f));
  }

  /** The options that were given, as on a command line. */
  public String words() {
    return (new GivenOptions().with("--backbone", backbone).words()
            + " "
            + options().words()
            + " "
            + fineTuning.options().words())
        .strip();
  }

  private GivenOptions options() {
    return description
        .given()
        .with("--layer", layer)
        .with("--views", views)
        .with("--dropout", dropout);
  }

  private Path path() {
    return Objects.requireNonNull(backbone, "--backbone");
  }

  private DescribedModel described(int inputSize) {
    return new DescribedModel(path(), description.with(inputSize, List.of()));
  }
}
