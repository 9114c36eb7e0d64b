package io.github.gradcam.model.keras.layer;

import io.github.gradcam.model.layer.Layer;
import io.github.gradcam.model.layer.LayerScope;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Keras' Normalization: (x - mean) / sqrt(variance), of numbers that were found before training.
 *
 * @param mean of each channel, or one; empty where it is a weight
 * @param variance of each channel, or one; empty where it is a weight
 * @param channelwise whether the weights hold a number a channel, else one
 * @param inverted whether it goes the other way
 */
record Standardisation(
    List<Float> mean, List<Float> variance, boolean channelwise, boolean inverted)
    implements Layer {

  private static final float EPSILON = 1e-7f;

  @Override
  public String kind() {
    return "normalization";
  }

  @Override
  public Operand<TFloat32> call(LayerScope scope, List<Operand<TFloat32>> inputs) {
    Operand<TFloat32> x = inputs.get(0);
    int rank = x.shape().numDimensions();
    Shape shape = channelwise ? Shape.of(x.shape().get(rank - 1)) : Shape.scalar();
    Ops tf = scope.inner();
    var centre = mean.isEmpty() ? scope.weight("mean", shape) : Arguments.constant(tf, mean);
    var spread =
        variance.isEmpty() ? scope.weight("variance", shape) : Arguments.constant(tf, variance);
    var deviation = tf.math.maximum(tf.math.sqrt(spread), tf.constant(EPSILON));
    return inverted
        ? scope.output().math.add(tf.math.mul(x, deviation), centre)
        : scope.output().math.div(tf.math.sub(x, centre), deviation);
  }
}
