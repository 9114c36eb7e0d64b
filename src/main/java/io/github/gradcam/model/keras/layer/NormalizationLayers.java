package io.github.gradcam.model.keras.layer;

import static java.util.Map.entry;

import io.github.gradcam.model.keras.config.LayerConfig;
import io.github.gradcam.model.layer.BatchNormalization;
import io.github.gradcam.model.layer.Layer;
import io.github.gradcam.model.layer.LayerScope;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Reads the layers that bring numbers to a common scale. */
final class NormalizationLayers {

  static final Map<String, LayerReader> READERS =
      Map.ofEntries(
          entry("BatchNormalization", NormalizationLayers::batch),
          entry("BatchNormalizationV1", NormalizationLayers::batch),
          entry("BatchNormalizationV2", NormalizationLayers::batch),
          entry("SyncBatchNormalization", NormalizationLayers::batch),
          entry("LayerNormalization", NormalizationLayers::layer),
          entry("GroupNormalization", NormalizationLayers::group),
          entry("UnitNormalization", NormalizationLayers::unit),
          entry("Normalization", NormalizationLayers::standardisation),
          entry("Rescaling", NormalizationLayers::rescaling),
          entry("LayerScale", config -> LayerScale.LAYER_SCALE));

  /**
   * A layer that works on the last axis alone.
   *
   * @param layer that layer
   * @param config its settings
   * @param axes that it was made for
   */
  private record OnLastAxis(Layer layer, LayerConfig config, List<Integer> axes) implements Layer {

    @Override
    public String kind() {
      return layer.kind();
    }

    @Override
    public Operand<TFloat32> call(LayerScope scope, List<Operand<TFloat32>> inputs) {
      int rank = inputs.get(0).shape().numDimensions();
      if (axes.stream().anyMatch(axis -> LayerConfig.axis(axis, rank) != rank - 1)) {
        throw config.problem("expected an axis of -1, the channels, found " + axes);
      }
      return layer.call(scope, inputs);
    }
  }

  private NormalizationLayers() {}

  private static List<Integer> axes(LayerConfig config) {
    List<Integer> axes = config.counts("axis");
    return axes.isEmpty() ? List.of(-1) : axes;
  }

  private static Layer batch(LayerConfig config) {
    var layer =
        new BatchNormalization(
            config.number("momentum", 0.99),
            config.number("epsilon", 1e-3),
            config.flag("scale", true),
            config.flag("center", true));
    return new OnLastAxis(layer, config, axes(config));
  }

  private static Layer layer(LayerConfig config) {
    if (config.flag("rms_scaling", false)) {
      throw config.problem("expected rms_scaling of false, found true");
    }
    return new LayerNormalization(
        axes(config),
        config.number("epsilon", 1e-3),
        config.flag("scale", true),
        config.flag("center", true));
  }

  private static Layer group(LayerConfig config) {
    var layer =
        new GroupNormalization(
            config.count("groups", 32),
            config.number("epsilon", 1e-3),
            config.flag("scale", true),
            config.flag("center", true));
    return new OnLastAxis(layer, config, axes(config));
  }

  private static Layer unit(LayerConfig config) {
    Formula unit = (scope, x) -> Dot.unit(scope.inner(), scope.output(), x, axes(config));
    return unit;
  }

  private static Layer standardisation(LayerConfig config) {
    var layer =
        new Standardisation(
            config.numbers("mean"),
            config.numbers("variance"),
            !config.counts("axis").isEmpty(),
            config.flag("invert", false));
    return new OnLastAxis(layer, config, config.counts("axis"));
  }

  private static Layer rescaling(LayerConfig config) {
    List<Float> offset = config.numbers("offset");
    List<Float> scale = config.numbers("scale");
    return new Rescaling(
        scale.isEmpty() ? List.of(1f) : scale, offset.isEmpty() ? List.of(0f) : offset);
  }
}
