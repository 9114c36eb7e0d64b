package io.github.gradcam.model.keras.layer;

import static java.util.Map.entry;

import io.github.gradcam.model.keras.config.LayerConfig;
import io.github.gradcam.model.layer.Layer;
import java.util.List;
import java.util.Map;

/** Reads the layers that are activations. */
final class ActivationLayers {

  static final Map<String, LayerReader> READERS =
      Map.ofEntries(
          entry("Activation", ActivationLayers::activation),
          entry("ReLU", ActivationLayers::relu),
          entry("LeakyReLU", config -> Activations.leakyRelu(slope(config))),
          entry("PReLU", config -> new PRelu(config.counts("shared_axes"))),
          entry("ELU", config -> Activations.elu(config.number("alpha", 1))),
          entry("Softmax", ActivationLayers::softmax));

  private ActivationLayers() {}

  private static Layer activation(LayerConfig config) {
    Layer activation = Activations.of(config);
    return activation == null ? Activations.LINEAR : activation;
  }

  private static Layer relu(LayerConfig config) {
    return new ReluLayer(
        config.number("max_value", Float.POSITIVE_INFINITY),
        config.number("negative_slope", 0),
        config.number("threshold", 0));
  }

  /** Keras 3 says negative_slope, Keras 2 alpha, as a number or an array of one. */
  private static float slope(LayerConfig config) {
    List<Float> alpha = config.numbers(config.has("negative_slope") ? "negative_slope" : "alpha");
    return alpha.isEmpty() ? 0.3f : alpha.get(0);
  }

  private static Layer softmax(LayerConfig config) {
    List<Integer> axes = config.counts("axis");
    return new SoftmaxLayer(axes.isEmpty() ? List.of(-1) : axes);
  }
}
