package io.github.gradcam.model.keras.layer;

import static java.util.Map.entry;

import io.github.gradcam.model.keras.config.LayerConfig;
import io.github.gradcam.model.layer.AveragePooling2D;
import io.github.gradcam.model.layer.Conv2D;
import io.github.gradcam.model.layer.Dense;
import io.github.gradcam.model.layer.DepthwiseConv2D;
import io.github.gradcam.model.layer.Initializer;
import io.github.gradcam.model.layer.Layer;
import io.github.gradcam.model.layer.MaxPooling2D;
import io.github.gradcam.model.layer.Size;
import java.util.Map;

/** Reads convolutions, dense layers and pooling. */
final class ConvolutionLayers {

  static final Map<String, LayerReader> READERS =
      Map.ofEntries(
          entry("Conv2D", config -> activated(config, conv2d(config))),
          entry("Convolution2D", config -> activated(config, conv2d(config))),
          entry("DepthwiseConv2D", config -> activated(config, depthwise(config, bias(config)))),
          entry("SeparableConv2D", config -> activated(config, separable(config))),
          entry("Conv2DTranspose", config -> activated(config, transpose(config))),
          entry("Dense", config -> activated(config, dense(config))),
          entry("MaxPooling2D", ConvolutionLayers::maxPooling),
          entry("AveragePooling2D", ConvolutionLayers::averagePooling),
          entry("GlobalMaxPooling2D", config -> globalPooling(config, true)),
          entry("GlobalAveragePooling2D", config -> globalPooling(config, false)));

  private ConvolutionLayers() {}

  private static Layer activated(LayerConfig config, Layer layer) {
    Layer activation = Activations.of(config);
    return activation == null ? layer : new Activated(layer, activation);
  }

  private static boolean bias(LayerConfig config) {
    return config.flag("use_bias", true);
  }

  private static Layer conv2d(LayerConfig config) {
    return new Conv2D(
        config.count("filters"),
        config.size("kernel_size", Size.ONE),
        config.size("strides", Size.ONE),
        config.size("dilation_rate", Size.ONE),
        config.count("groups", 1),
        config.padding(),
        bias(config),
        Initializer.ZEROS);
  }

  private static DepthwiseConv2D depthwise(LayerConfig config, boolean bias) {
    return new DepthwiseConv2D(
        config.size("kernel_size", Size.ONE),
        config.size("strides", Size.ONE),
        config.size("dilation_rate", Size.ONE),
        config.count("depth_multiplier", 1),
        config.padding(),
        bias);
  }

  private static Layer separable(LayerConfig config) {
    return new SeparableConv2D(depthwise(config, false), config.count("filters"), bias(config));
  }

  private static Layer transpose(LayerConfig config) {
    if (!config.size("dilation_rate", Size.ONE).equals(Size.ONE)) {
      throw config.problem("expected a dilation_rate of 1, found another");
    }
    return new Conv2DTranspose(
        config.count("filters"),
        config.size("kernel_size", Size.ONE),
        config.size("strides", Size.ONE),
        config.padding(),
        config.has("output_padding") ? config.size("output_padding", Size.ONE) : null,
        bias(config));
  }

  private static Layer dense(LayerConfig config) {
    return new DenseLast(new Dense(config.count("units"), bias(config)));
  }

  private static Layer maxPooling(LayerConfig config) {
    Size window = config.size("pool_size", Size.square(2));
    return new MaxPooling2D(window, config.size("strides", window), config.padding());
  }

  private static Layer averagePooling(LayerConfig config) {
    Size window = config.size("pool_size", Size.square(2));
    return new AveragePooling2D(window, config.size("strides", window), config.padding());
  }

  private static Layer globalPooling(LayerConfig config, boolean largest) {
    return new GlobalPooling(largest, config.flag("keepdims", false));
  }
}
