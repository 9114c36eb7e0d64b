package io.github.gradcam.model.keras;

import io.github.gradcam.model.graph.ModelException;
import io.github.gradcam.model.keras.config.LayerConfig;
import io.github.gradcam.model.keras.config.ModelConfig;
import io.github.gradcam.model.keras.layer.Arguments;
import io.github.gradcam.model.keras.layer.Operations;
import io.github.gradcam.model.keras.layer.SupportedLayers;
import io.github.gradcam.model.keras.weights.LayerWeights;
import io.github.gradcam.model.keras.weights.StoredWeights;
import io.github.gradcam.model.layer.Layer;
import io.github.gradcam.model.layer.LayerScope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** Adds the layers of a model, and of the models in it, to a graph. */
final class NetworkBuilder {

  /** 1 GiB of float32. */
  private static final int MOST_VALUES = 1 << 28;

  private final Map<String, String> layers = new LinkedHashMap<>();

  /** The layers so far: the op that gives the output, and the layer's name. */
  Map<String, String> layers() {
    return layers;
  }

  /**
   * Adds a model.
   *
   * @param model its layers
   * @param place where it stands
   * @param stored its weights
   * @param inputs what it is called with
   * @return what it gives
   */
  List<Operand<TFloat32>> add(
      ModelConfig model, Place place, StoredWeights stored, List<Operand<TFloat32>> inputs) {
    Map<String, StoredWeights> weights = stored.of(model.layers());
    model.layers().forEach(layer -> place.names().take(layer.name()));
    if (!model.isSequential()) {
      return new FunctionalGraph(this, model, place, weights).outputs(inputs);
    }
    List<Operand<TFloat32>> x = inputs;
    for (LayerConfig layer : model.layers()) {
      if (!layer.className().equals("InputLayer")) {
        x = call(layer, layer.name(), place, weightsOf(weights, layer), new Arguments(x));
      }
    }
    return x;
  }

  static StoredWeights weightsOf(Map<String, StoredWeights> weights, LayerConfig layer) {
    return weights.getOrDefault(layer.name(), StoredWeights.NONE);
  }

  /** Adds one call of a layer or of a nested model. */
  List<Operand<TFloat32>> call(
      LayerConfig config, String name, Place place, StoredWeights stored, Arguments arguments) {
    if (config.isModel()) {
      ModelConfig model = ModelConfig.of(config, config.path());
      return add(model, place.inside(name), stored, arguments.tensors());
    }
    if (layers.size() >= KerasFile.MOST_LAYERS) {
      throw config.problem(
          "expected a network of at most %,d layers, found more".formatted(KerasFile.MOST_LAYERS));
    }
    String scopeName = place.scope(name);
    LayerScope scope = LayerScope.frozen(place.ops(), scopeName, new LayerWeights(stored));
    Operand<TFloat32> output = output(config, scope, arguments);
    checkSize(config, output.shape());
    layers.put(output.op().name(), place.path(name));
    return List.of(output);
  }

  private static void checkSize(LayerConfig config, Shape shape) {
    double size = 1;
    for (int i = 1; !shape.isUnknown() && i < shape.numDimensions(); i++) {
      size *= Math.max(1, shape.get(i));
    }
    if (size > MOST_VALUES) {
      throw config.problem(
          "expected at most %,d values an image, found %,.0f of shape %s"
              .formatted(MOST_VALUES, size, shape));
    }
  }

  private static Operand<TFloat32> output(
      LayerConfig config, LayerScope scope, Arguments arguments) {
    try {
      if (Operations.contains(config)) {
        return Operations.apply(config, scope, arguments);
      }
      Layer layer = SupportedLayers.read(config);
      return layer.call(scope, arguments.tensors());
    } catch (ModelException e) {
      throw e;
    } catch (RuntimeException e) {
      throw config.problem(e);
    }
  }
}
