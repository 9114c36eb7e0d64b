package io.github.gradcam.model.keras.layer;

import io.github.gradcam.model.graph.ModelException;
import io.github.gradcam.model.keras.config.LayerConfig;
import io.github.gradcam.model.layer.Layer;
import java.util.Map;
import java.util.TreeMap;

/** The classes of layers that are built here. */
public final class SupportedLayers {

  private static final Map<String, LayerReader> READERS = readers();

  private SupportedLayers() {}

  private static Map<String, LayerReader> readers() {
    Map<String, LayerReader> all = new TreeMap<>(ConvolutionLayers.READERS);
    all.putAll(ActivationLayers.READERS);
    all.putAll(NormalizationLayers.READERS);
    all.putAll(MergeLayers.READERS);
    all.putAll(ShapeLayers.READERS);
    PassingLayers.NAMES.forEach(name -> all.put(name, config -> Activations.LINEAR));
    return all;
  }

  /**
   * Makes a layer of its settings.
   *
   * @param config as the file has it
   * @return the layer
   * @throws ModelException if the class or a setting is not supported
   */
  public static Layer read(LayerConfig config) {
    LayerReader reader = READERS.get(config.className());
    if (reader == null) {
      throw UnknownLayer.of(config, READERS.keySet());
    }
    if (config.text("data_format", "").equals("channels_first")) {
      throw config.problem(
          "expected data_format channels_last, found channels_first; rebuild the network with"
              + " channels_last and load its weights there");
    }
    return reader.read(config);
  }
}
