package io.github.gradcam.model.keras.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gradcam.model.graph.ModelException;
import java.util.List;
import org.tensorflow.ndarray.Shape;

/** Finds the shape of the images that a model takes. */
public final class InputShape {

  private static final List<String> KEYS = List.of("batch_shape", "batch_input_shape", "shape");

  private InputShape() {}

  /**
   * Looks at the model's input layer, or the first layer of a sequence.
   *
   * @param model the outermost
   * @return [N, H, W, C] with N unknown
   */
  public static Shape of(ModelConfig model) {
    JsonNode sides = sides(model);
    if (!sides.isArray() || sides.size() != 4 || !sides.get(3).isInt()) {
      throw new ModelException(
          ("Expected a network that takes images [N, height, width, channels], found an input of"
                  + " shape %s in model '%s'; only image classifiers are explained")
              .formatted(
                  sides.isMissingNode() ? "unknown" : sides.toString().replace("null", "any"),
                  model.self().name()));
    }
    return Shape.of(-1, side(sides.get(1)), side(sides.get(2)), sides.get(3).asLong());
  }

  private static long side(JsonNode node) {
    return node.asLong(Shape.UNKNOWN_SIZE);
  }

  private static JsonNode sides(ModelConfig model) {
    LayerConfig first = first(model);
    for (String key : KEYS) {
      if (first.has(key)) {
        return first.get(key);
      }
    }
    if (first.isModel()) {
      return sides(ModelConfig.of(first, first.path()));
    }
    JsonNode built = model.self().get("build_input_shape");
    return built.isMissingNode()
        ? model.self().node().path("build_config").path("input_shape")
        : built;
  }

  private static LayerConfig first(ModelConfig model) {
    if (model.layers().isEmpty()) {
      throw model.self().problem("expected layers, found none");
    }
    if (model.isSequential()) {
      return model.layers().get(0);
    }
    List<Argument.Tensor> inputs = model.inputs();
    if (inputs.size() != 1) {
      throw model
          .self()
          .problem("expected one input, the image, found %d".formatted(inputs.size()));
    }
    return model.layers().stream()
        .filter(layer -> layer.name().equals(inputs.get(0).layer()))
        .findFirst()
        .orElse(model.layers().get(0));
  }
}
