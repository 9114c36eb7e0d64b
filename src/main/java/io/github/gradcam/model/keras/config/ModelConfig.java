package io.github.gradcam.model.keras.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;

/**
 * A model as the file describes it: layers and how they hang together.
 *
 * @param self the model as a layer
 * @param layers in the file's order, input layers too
 */
public record ModelConfig(LayerConfig self, List<LayerConfig> layers) {

  public static ModelConfig of(LayerConfig self, String path) {
    JsonNode config = self.node().path("config");
    List<LayerConfig> layers = new ArrayList<>();
    for (JsonNode node : config.isArray() ? config : config.path("layers")) {
      layers.add(LayerConfig.of(node, path, self.keras()));
    }
    return new ModelConfig(self, layers);
  }

  public boolean isSequential() {
    return self.className().equals("Sequential");
  }

  /** The tensors that stand for what the model is called with. */
  public List<Argument.Tensor> inputs() {
    return Call.argument(ends("input_layers")).tensors().toList();
  }

  /** The tensors that are its answer. */
  public List<Argument.Tensor> outputs() {
    return Call.argument(ends("output_layers")).tensors().toList();
  }

  /** A list of tensors; Keras 3 may write a dictionary of them. */
  private JsonNode ends(String key) {
    JsonNode ends = self.node().path("config").path(key);
    if (!ends.isObject()) {
      return ends;
    }
    var list = JsonNodeFactory.instance.arrayNode();
    ends.forEach(list::add);
    return list;
  }
}
