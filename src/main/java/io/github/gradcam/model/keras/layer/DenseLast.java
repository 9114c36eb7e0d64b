package io.github.gradcam.model.keras.layer;

import io.github.gradcam.model.layer.Dense;
import io.github.gradcam.model.layer.Layer;
import io.github.gradcam.model.layer.LayerScope;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A dense layer at each place: along the last axis of an input of any rank.
 *
 * @param dense of one place
 */
record DenseLast(Dense dense) implements Layer {

  @Override
  public String kind() {
    return dense.kind();
  }

  @Override
  public Operand<TFloat32> call(LayerScope scope, List<Operand<TFloat32>> inputs) {
    Operand<TFloat32> x = inputs.get(0);
    int rank = x.shape().numDimensions();
    if (rank == 2) {
      return dense.call(scope, inputs);
    }
    Ops tf = scope.inner();
    int features = (int) x.shape().get(rank - 1);
    Operand<TFloat32> rows = tf.reshape(x, tf.constant(new int[] {-1, features}));
    var product = dense.call(scope.before("rows"), List.of(rows));
    return scope
        .output()
        .reshape(product, new Reshaped(x.shape().take(rank - 1).append(dense.units())).like(tf, x));
  }
}
