package io.github.gradcam.model.keras.layer;

import io.github.gradcam.model.keras.config.LayerConfig;
import io.github.gradcam.model.layer.Layer;

/** Makes a layer of its settings. */
@FunctionalInterface
interface LayerReader {

  /**
   * Reads the settings.
   *
   * @param config as the file has it
   * @return the layer, without an activation that it may carry as a setting
   */
  Layer read(LayerConfig config);
}
