package io.github.gradcam.model.keras.layer;

import io.github.gradcam.model.layer.Layer;
import io.github.gradcam.model.layer.LayerScope;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * a + scale b, as Inception-ResNet has it (Szegedy et al., AAAI 2017).
 *
 * @param scale of the residual
 */
record ScaledAdd(float scale) implements Layer {

  @Override
  public String kind() {
    return "custom_scale_layer";
  }

  @Override
  public Operand<TFloat32> call(LayerScope scope, List<Operand<TFloat32>> inputs) {
    var residual = scope.inner().math.mul(inputs.get(1), scope.inner().constant(scale));
    return scope.output().math.add(inputs.get(0), residual);
  }
}
