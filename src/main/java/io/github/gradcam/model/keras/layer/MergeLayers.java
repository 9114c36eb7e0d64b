package io.github.gradcam.model.keras.layer;

import static java.util.Map.entry;

import io.github.gradcam.model.keras.config.LayerConfig;
import io.github.gradcam.model.layer.Layer;
import java.util.List;
import java.util.Map;

/** Reads the layers that make several inputs one. */
final class MergeLayers {

  static final Map<String, LayerReader> READERS =
      Map.ofEntries(
          entry("Add", config -> new Merge("add", Merge.ADD, false)),
          entry("Subtract", config -> new Merge("subtract", Merge.SUBTRACT, false)),
          entry("Multiply", config -> new Merge("multiply", Merge.MULTIPLY, false)),
          entry("Average", config -> new Merge("average", Merge.ADD, true)),
          entry("Maximum", config -> new Merge("maximum", Merge.MAXIMUM, false)),
          entry("Minimum", config -> new Merge("minimum", Merge.MINIMUM, false)),
          entry("Concatenate", config -> new Concatenate(config.count("axis", -1))),
          entry("CustomScaleLayer", config -> new ScaledAdd(config.number("scale", 1))),
          entry("Dot", MergeLayers::dot));

  private MergeLayers() {}

  private static Layer dot(LayerConfig config) {
    List<Integer> axes = config.counts("axes");
    if (axes.isEmpty()) {
      throw config.problem("expected axes, found none");
    }
    return new Dot(axes.get(0), axes.get(axes.size() - 1), config.flag("normalize", false));
  }
}
