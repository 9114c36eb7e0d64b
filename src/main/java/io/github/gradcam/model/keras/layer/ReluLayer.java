package io.github.gradcam.model.keras.layer;

import io.github.gradcam.model.layer.Layer;
import io.github.gradcam.model.layer.LayerScope;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.LeakyRelu;
import org.tensorflow.types.TFloat32;

/**
 * x from the threshold to the largest value, slope (x - threshold) below.
 *
 * @param largest values above it become it; infinite for none
 * @param slope of values below the threshold
 * @param threshold where the line begins
 */
record ReluLayer(float largest, float slope, float threshold) implements Layer {

  @Override
  public String kind() {
    return "re_lu";
  }

  @Override
  public Operand<TFloat32> call(LayerScope scope, List<Operand<TFloat32>> inputs) {
    Operand<TFloat32> x = inputs.get(0);
    boolean unbounded = Float.isInfinite(largest);
    if (threshold == 0 && slope == 0 && (unbounded || largest == 6)) {
      return unbounded ? scope.output().nn.relu(x) : scope.output().nn.relu6(x);
    }
    if (threshold == 0 && unbounded) {
      return scope.output().nn.leakyRelu(x, LeakyRelu.alpha(slope));
    }
    Ops tf = scope.inner();
    var from = tf.constant(threshold);
    var zero = tf.zerosLike(x);
    Operand<TFloat32> positive =
        threshold == 0 ? tf.nn.relu(x) : tf.select(tf.math.greater(x, from), x, zero);
    if (!unbounded) {
      positive = tf.math.minimum(tf.math.maximum(positive, tf.constant(0f)), tf.constant(largest));
    }
    var negative = tf.math.mul(tf.nn.relu(tf.math.sub(from, x)), tf.constant(slope));
    return scope.output().math.sub(positive, negative);
  }
}
