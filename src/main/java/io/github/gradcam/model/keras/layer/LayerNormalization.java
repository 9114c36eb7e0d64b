package io.github.gradcam.model.keras.layer;

import io.github.gradcam.model.keras.config.LayerConfig;
import io.github.gradcam.model.layer.Layer;
import io.github.gradcam.model.layer.LayerScope;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;

/**
 * y = gamma (x - mean) / sqrt(variance + epsilon) + beta, with mean and variance of each image
 * along axes (Ba et al., 2016, arXiv:1607.06450).
 *
 * @param axes along which the mean is taken; the last may be -1
 * @param epsilon added to the variance
 * @param scale whether there is a gamma, else 1
 * @param center whether there is a beta, else 0
 */
record LayerNormalization(List<Integer> axes, float epsilon, boolean scale, boolean center)
    implements Layer {

  @Override
  public String kind() {
    return "layer_normalization";
  }

  @Override
  public Operand<TFloat32> call(LayerScope scope, List<Operand<TFloat32>> inputs) {
    Operand<TFloat32> x = inputs.get(0);
    int rank = x.shape().numDimensions();
    int[] along = axes.stream().mapToInt(axis -> LayerConfig.axis(axis, rank)).sorted().toArray();
    Ops tf = scope.inner();
    var y = standardised(tf, x, along, epsilon);
    if (scale) {
      y = tf.math.mul(y, vector(scope, "gamma", x.shape(), along));
    }
    return center
        ? scope.output().math.add(y, vector(scope, "beta", x.shape(), along))
        : scope.output().identity(y);
  }

  /** (x - mean) / sqrt(variance + epsilon). */
  static Operand<TFloat32> standardised(Ops tf, Operand<TFloat32> x, int[] along, float epsilon) {
    var where = tf.constant(along);
    var rest = tf.math.sub(x, tf.math.mean(x, where, Mean.keepDims(true)));
    var variance = tf.math.mean(tf.math.square(rest), where, Mean.keepDims(true));
    return tf.math.mul(rest, tf.math.rsqrt(tf.math.add(variance, tf.constant(epsilon))));
  }

  private static Operand<TFloat32> vector(LayerScope scope, String name, Shape shape, int[] along) {
    long[] own = new long[along.length];
    int[] broadcast = new int[shape.numDimensions()];
    Arrays.fill(broadcast, 1);
    for (int i = 0; i < along.length; i++) {
      own[i] = shape.get(along[i]);
      broadcast[along[i]] = (int) own[i];
    }
    var weight = scope.weight(name, Shape.of(own));
    return scope.inner().reshape(weight, scope.inner().constant(broadcast));
  }
}
