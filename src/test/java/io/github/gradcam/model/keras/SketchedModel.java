package io.github.gradcam.model.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gradcam.model.graph.FlatNetwork;
import io.github.gradcam.model.keras.config.LayerConfig;
import io.github.gradcam.model.keras.weights.StoredWeights;
import io.github.gradcam.model.layer.WeightArray;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;

/** Models as the JSON of Keras, with weights from memory. */
public final class SketchedModel {

  private SketchedModel() {}

  /**
   * Weights by the names of layers.
   *
   * @param layers a list for each layer
   */
  record Weights(Map<String, List<WeightArray>> layers) implements StoredWeights {

    @Override
    public Map<String, StoredWeights> of(List<LayerConfig> configs) {
      Map<String, StoredWeights> all = new HashMap<>();
      for (LayerConfig config : configs) {
        List<WeightArray> own = layers.get(config.name());
        if (config.isModel()) {
          all.put(config.name(), this);
        } else if (own != null) {
          all.put(config.name(), new Weights(Map.of("", own)));
        }
      }
      return all;
    }

    @Override
    public @Nullable WeightArray find(String name, int index) {
      List<WeightArray> own = layers.get("");
      return own != null && index < own.size() ? own.get(index) : null;
    }
  }

  /** {@code {"class_name": ..., "config": {"name": ..., settings}}}. */
  public static String layer(String className, String name, String settings) {
    return "{'class_name': '%s', 'config': {'name': '%s'%s}}"
        .formatted(className, name, settings.isEmpty() ? "" : ", " + settings);
  }

  public static String input(String shape) {
    return layer("InputLayer", "images", "'batch_input_shape': " + shape);
  }

  public static String sequential(String name, String... layers) {
    return "{'class_name': 'Sequential', 'config': {'name': '%s', 'layers': [%s]}}"
        .formatted(name, String.join(", ", layers));
  }

  /** The layer in the list of a functional model. */
  static String called(String layer, String name, String inboundNodes) {
    return layer.substring(0, layer.length() - 1)
        + ", 'name': '%s', 'inbound_nodes': %s}".formatted(name, inboundNodes);
  }

  static String functional(String name, String inputs, String outputs, String... layers) {
    return ("{'class_name': 'Functional', 'config': {'name': '%s', 'layers': [%s],"
            + " 'input_layers': %s, 'output_layers': %s}}")
        .formatted(name, String.join(", ", layers), inputs, outputs);
  }

  static FlatNetwork build(
      String model, @Nullable String version, Map<String, List<WeightArray>> weights) {
    return KerasFile.build(json(model), version, new Weights(weights), null);
  }

  static JsonNode json(String text) {
    try {
      return KerasFile.JSON.readTree(text.replace('\'', '"'));
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One layer of Keras 2 alone, called {@code it}, on an image. */
  public static FlatNetwork single(
      String className, String settings, WeightArray picture, WeightArray... weights) {
    return single("2.9.0", className, settings, picture, weights);
  }

  public static FlatNetwork single(
      String version,
      String className,
      String settings,
      WeightArray picture,
      WeightArray... weights) {
    String shape = sides(picture.shape());
    String model = sequential("model", input(shape), layer(className, "it", settings));
    return build(model, version, Map.of("it", List.of(weights)));
  }

  private static String sides(Shape shape) {
    return "[null, %d, %d, %d]".formatted(shape.get(1), shape.get(2), shape.get(3));
  }
}
