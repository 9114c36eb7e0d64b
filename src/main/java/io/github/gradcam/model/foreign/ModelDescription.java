package io.github.gradcam.model.foreign;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What people say about a model whose file does not.
 *
 * @param signature of a SavedModel; null for {@code serving_default}
 * @param input the op that takes the images; null to find it
 * @param logits the op, or the output of the signature, that gives the classes' numbers; null to
 *     find it
 * @param inputSize rows and columns of the images; 0 to read them from the model
 * @param preprocess what is done with the pixels, as {@link
 *     io.github.gradcam.model.layer.Normalization#parse} reads it; null where it is not said
 * @param labels the classes in index order; empty where they are not said
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ModelDescription(
    @Nullable String signature,
    @Nullable String input,
    @Nullable String logits,
    int inputSize,
    @Nullable String preprocess,
    List<String> labels) {

  /** Nothing said. */
  public static final ModelDescription NONE =
      new ModelDescription(null, null, null, 0, null, List.of());

  /**
   * Copies the labels.
   *
   * @param labels as described above; null is none
   */
  public ModelDescription(
      @Nullable String signature,
      @Nullable String input,
      @Nullable String logits,
      int inputSize,
      @Nullable String preprocess,
      @Nullable List<String> labels) {
    this.signature = signature;
    this.input = input;
    this.logits = logits;
    this.inputSize = inputSize;
    this.preprocess = preprocess;
    this.labels = labels == null ? List.of() : List.copyOf(labels);
  }

  /**
   * Adds what another knows and this does not say.
   *
   * @param other said before
   * @return both together; where both say something, this one counts
   */
  public ModelDescription or(ModelDescription other) {
    return new ModelDescription(
        signature == null ? other.signature : signature,
        input == null ? other.input : input,
        logits == null ? other.logits : logits,
        inputSize == 0 ? other.inputSize : inputSize,
        preprocess == null ? other.preprocess : preprocess,
        labels.isEmpty() ? other.labels : labels);
  }
}
