package io.github.gradcam.model.layer;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** One layer of a network, as Keras users know them: what it is, without its weights. */
public interface Layer {

  /**
   * The stem of the layer's name, in Keras' spelling: {@code conv2d}, {@code batch_normalization}.
   *
   * @return lower-case words joined by underscores
   */
  String kind();

  /**
   * Adds the layer's ops to the graph. The last one comes from {@link LayerScope#output()}.
   *
   * @param scope the layer's place in the graph: its name, ops and weights
   * @param inputs activations [N, H, W, C] or features [N, C]; one, or several for a merge
   * @return the output
   * @throws IllegalArgumentException if the inputs do not fit the layer
   */
  Operand<TFloat32> call(LayerScope scope, List<Operand<TFloat32>> inputs);
}
