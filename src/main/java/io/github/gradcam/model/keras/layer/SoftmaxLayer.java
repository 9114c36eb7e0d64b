package io.github.gradcam.model.keras.layer;

import io.github.gradcam.model.keras.config.LayerConfig;
import io.github.gradcam.model.layer.Layer;
import io.github.gradcam.model.layer.LayerScope;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TFloat32;

/**
 * exp(x) / sum(exp(x)) along axes.
 *
 * @param axes along which the results add up to 1; the last may be -1
 */
record SoftmaxLayer(List<Integer> axes) implements Layer {

  @Override
  public String kind() {
    return "softmax";
  }

  @Override
  public Operand<TFloat32> call(LayerScope scope, List<Operand<TFloat32>> inputs) {
    Operand<TFloat32> x = inputs.get(0);
    int rank = x.shape().numDimensions();
    int[] along = axes.stream().mapToInt(axis -> LayerConfig.axis(axis, rank)).toArray();
    if (along.length == 1 && along[0] == rank - 1) {
      return scope.output().nn.softmax(x);
    }
    Ops tf = scope.inner();
    var where = tf.constant(along);
    var largest = tf.stopGradient(tf.reduceMax(x, where, ReduceMax.keepDims(true)));
    var powers = tf.math.exp(tf.math.sub(x, largest));
    return scope.output().math.div(powers, tf.reduceSum(powers, where, ReduceSum.keepDims(true)));
  }
}
