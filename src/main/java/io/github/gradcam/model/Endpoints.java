package io.github.gradcam.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.github.gradcam.model.layer.Normalization;
import io.github.gradcam.model.layer.Preprocessing;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The ops through which a classifier is used, by name, and what lies between the first two.
 *
 * @param images takes uint8 [N, H, W, 3] RGB
 * @param input gives the images after the preprocessing, float32 [N, H, W, 3], which most networks
 *     take as they are, and others grey, resized or as bytes
 * @param logits gives float32 [N, classes] before the softmax
 * @param probabilities gives float32 [N, classes] in 0..1
 * @param normalization what is done with the pixels between images and input
 * @param layers the name of each layer by the op that gives its output, shallow to deep; empty
 *     where nothing is known of layers, so that each op is one
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Endpoints(
    String images,
    String input,
    String logits,
    String probabilities,
    Normalization normalization,
    Map<String, String> layers) {

  /** Those of the project's own architectures, whose layers' ops end in {@code /output}. */
  static final Endpoints OWN =
      new Endpoints(
          "images",
          Preprocessing.SCOPE + "/Sub",
          "logits",
          "probabilities",
          Normalization.TF,
          Map.of());

  /**
   * Copies the layers.
   *
   * @param layers as described above; null is none
   */
  public Endpoints(
      String images,
      String input,
      String logits,
      String probabilities,
      Normalization normalization,
      @Nullable Map<String, String> layers) {
    this.images = Objects.requireNonNull(images);
    this.input = Objects.requireNonNull(input);
    this.logits = Objects.requireNonNull(logits);
    this.probabilities = Objects.requireNonNull(probabilities);
    this.normalization = Objects.requireNonNull(normalization);
    this.layers =
        layers == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(layers));
  }

  /** The four tensors, by name. */
  Set<String> tensors() {
    return Stream.of(images, input, logits, probabilities)
        .map(op -> op + ":0")
        .collect(Collectors.toSet());
  }

  /** The same with other layers. */
  Endpoints withLayers(Map<String, String> byOp) {
    return new Endpoints(images, input, logits, probabilities, normalization, byOp);
  }
}
