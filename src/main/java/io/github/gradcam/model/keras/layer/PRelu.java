package io.github.gradcam.model.keras.layer;

import io.github.gradcam.model.layer.Layer;
import io.github.gradcam.model.layer.LayerScope;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * max(x, 0) + alpha min(x, 0) with learned alpha (He et al., ICCV 2015).
 *
 * @param sharedAxes along which alpha is the same, counted from 1
 */
record PRelu(List<Integer> sharedAxes) implements Layer {

  @Override
  public String kind() {
    return "p_re_lu";
  }

  @Override
  public Operand<TFloat32> call(LayerScope scope, List<Operand<TFloat32>> inputs) {
    Operand<TFloat32> x = inputs.get(0);
    long[] sides = new long[x.shape().numDimensions() - 1];
    for (int i = 0; i < sides.length; i++) {
      sides[i] = sharedAxes.contains(i + 1) ? 1 : x.shape().get(i + 1);
    }
    Ops tf = scope.inner();
    var alpha = scope.weight("alpha", Shape.of(sides));
    var negative = tf.math.mul(tf.nn.relu(tf.math.neg(x)), alpha);
    return scope.output().math.sub(tf.nn.relu(x), negative);
  }
}
