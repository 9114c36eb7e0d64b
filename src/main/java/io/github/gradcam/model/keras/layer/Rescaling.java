package io.github.gradcam.model.keras.layer;

import io.github.gradcam.model.layer.Layer;
import io.github.gradcam.model.layer.LayerScope;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * x scale + offset.
 *
 * @param scale one number, or one a channel
 * @param offset one number, or one a channel
 */
public record Rescaling(List<Float> scale, List<Float> offset) implements Layer {

  @Override
  public String kind() {
    return "rescaling";
  }

  @Override
  public Operand<TFloat32> call(LayerScope scope, List<Operand<TFloat32>> inputs) {
    Ops tf = scope.inner();
    var scaled = tf.math.mul(inputs.get(0), Arguments.constant(tf, scale));
    return scope.output().math.add(scaled, Arguments.constant(tf, offset));
  }
}
