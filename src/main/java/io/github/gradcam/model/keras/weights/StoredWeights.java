package io.github.gradcam.model.keras.weights;

import io.github.gradcam.model.keras.config.LayerConfig;
import io.github.gradcam.model.layer.WeightArray;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The weights of a layer or model as a file holds them. */
public interface StoredWeights {

  /**
   * Those of each layer of a model.
   *
   * @param layers the model's, in the file's order
   * @return by the layer's name; a layer without weights may be missing
   */
  Map<String, StoredWeights> of(List<LayerConfig> layers);

  /**
   * One weight of a layer.
   *
   * @param name as Keras calls it: {@code kernel}
   * @param index its place among the layer's weights, for files without names
   * @return the values; null where there are none
   */
  @Nullable WeightArray find(String name, int index);

  /** No weights at all. */
  StoredWeights NONE =
      new StoredWeights() {
        @Override
        public Map<String, StoredWeights> of(List<LayerConfig> layers) {
          return Map.of();
        }

        @Override
        public @Nullable WeightArray find(String name, int index) {
          return null;
        }
      };
}
