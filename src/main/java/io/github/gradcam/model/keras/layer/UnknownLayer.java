package io.github.gradcam.model.keras.layer;

import io.github.gradcam.model.graph.ModelException;
import io.github.gradcam.model.keras.config.LayerConfig;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Says that a layer cannot be built, and what can be done. */
final class UnknownLayer {

  private static final Set<String> SEQUENCES =
      Set.of(
          "Embedding",
          "LSTM",
          "GRU",
          "SimpleRNN",
          "RNN",
          "Bidirectional",
          "TimeDistributed",
          "TextVectorization",
          "Conv1D",
          "ConvLSTM2D",
          "Conv3D");

  private UnknownLayer() {}

  static ModelException of(LayerConfig config, Collection<String> supported) {
    String hint = hint(config);
    return config.problem(
        "expected a class of layer that can be built here, found %s%s. Supported: %s"
            .formatted(config.className(), hint, String.join(", ", List.copyOf(supported))));
  }

  private static String hint(LayerConfig config) {
    String name = config.className();
    if (name.equals("TFSMLayer")) {
      return ", which only points at a SavedModel ('%s'); give that folder instead"
          .formatted(config.text("filepath", ""));
    }
    if (name.equals("Lambda")) {
      return ", which holds Python code; export the model as a SavedModel and give that folder";
    }
    if (SEQUENCES.contains(name)) {
      return ", of a network for sequences; only image classifiers are explained";
    }
    return "; if it is a class of your own, export the model as a SavedModel and give that folder";
  }
}
