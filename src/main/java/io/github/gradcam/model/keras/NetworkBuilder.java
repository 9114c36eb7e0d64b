package io.github.gradcam.model.keras;

import io.github.gradcam.model.Layer;
import io.github.gradcam.model.LayerScope;
import io.github.gradcam.model.ModelException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Adds the layers of a model, and of the models in it, to a graph. */
final class NetworkBuilder {

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
    model.layers().forEach(layer -> place.names().add(layer.name()));
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
    String scopeName = place.scope(name);
    LayerScope scope = LayerScope.frozen(place.ops(), scopeName, new LayerWeights(stored));
    Operand<TFloat32> output = output(config, scope, arguments);
    layers.put(output.op().name(), place.path(name));
    return List.of(output);
  }

  private static Operand<TFloat32> output(
      LayerConfig config, LayerScope scope, Arguments arguments) {
    try {
      if (config.isOperation()) {
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
