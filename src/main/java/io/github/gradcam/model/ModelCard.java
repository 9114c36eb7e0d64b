package io.github.gradcam.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a model says about itself; stored as {@code assets.extra/model-card.json}.
 *
 * @param tool the program and version that wrote it
 * @param architecture the name of its plan
 * @param labels the classes in index order
 * @param inputSize rows and columns of the images it takes
 * @param temperature what the model divides its logits by, fitted on images held back, so that its
 *     probabilities are honest (Guo et al., ICML 2017); 1 changes nothing
 * @param preprocessing what the model itself does with the pixels, in words
 * @param parameters how many numbers it holds
 * @param layers the layers fit for a heatmap, first to last
 * @param training how it was trained: command, seed, counts, settings
 * @param metrics what it reached, by name
 * @param network the ends of a network that is none of the project's own architectures, else null
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ModelCard(
    String tool,
    String architecture,
    List<String> labels,
    int inputSize,
    double temperature,
    String preprocessing,
    long parameters,
    List<String> layers,
    Map<String, Object> training,
    Map<String, Object> metrics,
    @Nullable Endpoints network) {

  /** Copies the lists; absent ones become empty. */
  public ModelCard {
    labels = List.copyOf(labels);
    temperature = temperature > 0 ? temperature : 1;
    layers = layers == null ? List.of() : List.copyOf(layers);
    training = training == null ? Map.of() : training;
    metrics = metrics == null ? Map.of() : metrics;
  }

  /**
   * A card for a model that is not stored.
   *
   * @param architecture the name of its plan
   * @param labels the classes in index order
   * @param inputSize rows and columns of the images
   * @return a card without layers, training and metrics
   */
  public static ModelCard unsaved(String architecture, List<String> labels, int inputSize) {
    return new ModelCard(
        "gradcam", architecture, labels, inputSize, 1, "", 0, List.of(), Map.of(), Map.of(), null);
  }

  /**
   * The same card with another temperature.
   *
   * @param value above 0
   * @return a card
   */
  public ModelCard withTemperature(double value) {
    return new ModelCard(
        tool,
        architecture,
        labels,
        inputSize,
        value,
        preprocessing,
        parameters,
        layers,
        training,
        metrics,
        network);
  }

  /**
   * The same card with other layers, as of a graph that has lost some.
   *
   * @param byOp the name of each layer by the op that gives its output, first to last
   * @return a card
   */
  public ModelCard withLayers(Map<String, String> byOp) {
    return new ModelCard(
        tool,
        architecture,
        labels,
        inputSize,
        temperature,
        preprocessing,
        parameters,
        List.copyOf(byOp.values()),
        training,
        metrics,
        network == null ? null : network.withLayers(byOp));
  }
}
