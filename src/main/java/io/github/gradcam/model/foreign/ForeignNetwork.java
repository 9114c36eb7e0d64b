package io.github.gradcam.model.foreign;

import io.github.gradcam.model.foreign.lowering.LoweredModel;
import io.github.gradcam.model.graph.FlatNetwork;
import java.util.Collection;
import java.util.List;

/**
 * What a file holds.
 *
 * @param network its ops
 * @param said what it says itself of pixels and classes
 * @param notes what people should know of it
 */
record ForeignNetwork(FlatNetwork network, ModelDescription said, List<String> notes) {

  private static final String ONNX = "ONNX";

  /**
   * Those names of layers by which backbones are known. PyTorch's modules are called as layers of
   * Keras are, and take other pixels.
   */
  Collection<String> telling(Collection<String> layers) {
    return network.origin().startsWith(ONNX) ? List.of(ONNX) : layers;
  }

  /** A file of ops alone. */
  static ForeignNetwork of(FlatNetwork network) {
    return new ForeignNetwork(network, ModelDescription.NONE, List.of());
  }

  /** A file of another framework, with what it says besides. */
  static ForeignNetwork of(LoweredModel model) {
    ModelDescription said =
        new ModelDescription(null, null, null, 0, model.preprocess(), model.labels());
    return new ForeignNetwork(model.network(), said, model.notes());
  }
}
