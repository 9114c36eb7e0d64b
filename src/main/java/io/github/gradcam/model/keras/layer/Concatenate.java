package io.github.gradcam.model.keras.layer;

import io.github.gradcam.model.layer.Layer;
import io.github.gradcam.model.layer.LayerScope;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * Inputs one after the other.
 *
 * @param axis along which; the last may be -1
 */
public record Concatenate(int axis) implements Layer {

  @Override
  public String kind() {
    return "concatenate";
  }

  @Override
  public Operand<TFloat32> call(LayerScope scope, List<Operand<TFloat32>> inputs) {
    if (inputs.size() == 1) {
      return scope.output().identity(inputs.get(0));
    }
    return scope.output().concat(inputs, scope.inner().constant(axis));
  }
}
