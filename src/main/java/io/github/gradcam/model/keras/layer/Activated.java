package io.github.gradcam.model.keras.layer;

import io.github.gradcam.model.layer.Layer;
import io.github.gradcam.model.layer.LayerScope;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * A layer that ends with an activation, as one layer; what comes before is its op {@code linear}.
 *
 * @param layer such as a convolution
 * @param activation what follows it
 */
record Activated(Layer layer, Layer activation) implements Layer {

  @Override
  public String kind() {
    return layer.kind();
  }

  @Override
  public Operand<TFloat32> call(LayerScope scope, List<Operand<TFloat32>> inputs) {
    var linear = layer.call(scope.before("linear"), inputs);
    return activation.call(scope, List.of(linear));
  }
}
