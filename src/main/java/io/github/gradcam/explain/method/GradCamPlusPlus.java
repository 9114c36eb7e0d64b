package io.github.gradcam.explain.method;

import io.github.gradcam.explain.CamMethod;
import io.github.gradcam.explain.Convention;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TFloat32;

/**
 * Grad-CAM++ (Chattopadhay et al., WACV 2018, arXiv:1710.11063), equation 19: a = G^2 / (2 G^2 +
 * S(A_k) G^3), 0 where G is 0, with S the sum over the places; alpha_k = S(max(G_k, 0) a_k); the
 * map is the sum over k of alpha_k A_k. pytorch-grad-cam adds 1e-6 to the denominator, which is not
 * little beside gradients of 1e-3.
 */
public final class GradCamPlusPlus extends BuiltInMethod implements CamMethod {

  private final float epsilon;

  public GradCamPlusPlus(Convention convention) {
    super(BuiltIn.GRAD_CAM_PLUS_PLUS);
    this.epsilon = convention == Convention.PAPER ? 0 : 1e-6f;
  }

  @Override
  public Operand<TFloat32> contributions(
      Ops tf, Operand<TFloat32> activations, Operand<TFloat32> gradients) {
    var places = tf.constant(new int[] {1, 2});
    var sums = tf.reduceSum(activations, places, ReduceSum.keepDims(true));
    var squared = tf.math.square(gradients);
    var cubed = tf.math.mul(squared, gradients);
    var two = tf.math.mul(squared, tf.constant(2f));
    var below = tf.math.add(tf.math.add(two, tf.math.mul(sums, cubed)), tf.constant(epsilon));
    var share = tf.math.divNoNan(squared, below);
    var alpha =
        tf.reduceSum(tf.math.mul(tf.nn.relu(gradients), share), places, ReduceSum.keepDims(true));
    return tf.math.mul(alpha, activations);
  }
}
