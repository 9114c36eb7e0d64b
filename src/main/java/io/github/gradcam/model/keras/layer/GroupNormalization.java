package io.github.gradcam.model.keras.layer;

import io.github.gradcam.model.layer.Layer;
import io.github.gradcam.model.layer.LayerScope;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Normalisation over all places and the channels of each group (Wu and He, ECCV 2018).
 *
 * @param groups that the channels are parted in; -1 for one a channel
 * @param epsilon added to the variance
 * @param scale whether there is a gamma, else 1
 * @param center whether there is a beta, else 0
 */
record GroupNormalization(int groups, float epsilon, boolean scale, boolean center)
    implements Layer {

  @Override
  public String kind() {
    return "group_normalization";
  }

  @Override
  public Operand<TFloat32> call(LayerScope scope, List<Operand<TFloat32>> inputs) {
    Operand<TFloat32> x = inputs.get(0);
    int rank = x.shape().numDimensions();
    int channels = (int) x.shape().get(rank - 1);
    int parts = groups == -1 ? channels : groups;
    Ops tf = scope.inner();
    Operand<TInt32> outer =
        tf.slice(tf.shape(x), tf.constant(new int[] {0}), tf.constant(new int[] {rank - 1}));
    Operand<TInt32> ends = tf.constant(new int[] {parts, channels / parts});
    Operand<TFloat32> grouped = tf.reshape(x, tf.concat(List.of(outer, ends), tf.constant(0)));
    int[] along = new int[rank - 1];
    for (int i = 1; i < rank - 1; i++) {
      along[i - 1] = i;
    }
    along[rank - 2] = rank;
    var even = LayerNormalization.standardised(tf, grouped, along, epsilon);
    Operand<TFloat32> y = tf.reshape(even, new Reshaped(x.shape()).like(tf, x));
    if (scale) {
      y = tf.math.mul(y, scope.weight("gamma", Shape.of(channels)));
    }
    return center
        ? scope.output().math.add(y, scope.weight("beta", Shape.of(channels)))
        : scope.output().identity(y);
  }
}
