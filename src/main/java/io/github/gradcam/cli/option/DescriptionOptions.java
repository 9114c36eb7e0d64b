package io.github.gradcam.cli.option;

import com.beust.jcommander.Parameter;
import io.github.gradcam.model.foreign.ModelDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the file of a model does not say, besides its classes and the size of its images. */
final class DescriptionOptions {

  @Parameter(
      names = "--signature",
      description = "For a SavedModel of others: its signature (default: serving_default)")
  private @Nullable String signature;

  @Parameter(names = "--input", description = "The op or input that takes the images, if need be")
  private @Nullable String input;

  @Parameter(
      names = "--logits",
      description = "The op or output that gives the numbers of the classes, if need be")
  private @Nullable String logits;

  @Parameter(
      names = {"--preprocess", "--preprocessing"},
      description =
          "What the model was trained on: none (0..255), unit (0..1), imagenet-tf (-1..1), imagenet-caffe,"
              + " imagenet-torch, scale:S,mean:M for (x - M) * S, or such as bgr:104,117,123")
  private @Nullable String preprocess;

  /** All that is said. */
  ModelDescription with(int inputSize, List<String> labels) {
    return new ModelDescription(signature, input, logits, inputSize, preprocess, labels);
  }

  /** The options that were given. */
  GivenOptions given() {
    return new GivenOptions()
        .with("--signature", signature)
        .with("--input", input)
        .with("--logits", logits)
        .with("--preprocess", preprocess);
  }
}
