package io.github.gradcam.model.keras.layer;

import io.github.gradcam.model.layer.Layer;
import io.github.gradcam.model.layer.LayerScope;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** A layer of one input and no weights, as ops: those of most activations. */
@FunctionalInterface
interface Formula extends Layer {

  /**
   * Adds the ops.
   *
   * @param scope the layer's
   * @param x any shape
   * @return the last, named by the scope
   */
  Operand<TFloat32> of(LayerScope scope, Operand<TFloat32> x);

  @Override
  default String kind() {
    return "activation";
  }

  @Override
  default Operand<TFloat32> call(LayerScope scope, List<Operand<TFloat32>> inputs) {
    return of(scope, inputs.get(0));
  }
}
