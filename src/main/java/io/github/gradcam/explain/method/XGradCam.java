package io.github.gradcam.explain.method;

import io.github.gradcam.explain.CamMethod;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TFloat32;

/**
 * XGrad-CAM (Fu et al., BMVC 2020, arXiv:2008.02312): alpha_k = sum over places of G_k A_k /
 * (S(A_k) + 1e-7), with S the sum over the places; the map is the sum over k of alpha_k A_k.
 */
public final class XGradCam extends BuiltInMethod implements CamMethod {

  /** Makes the method. */
  public XGradCam() {
    super(BuiltIn.X_GRAD_CAM);
  }

  private static final float EPSILON = 1e-7f;

  @Override
  public Operand<TFloat32> contributions(
      Ops tf, Operand<TFloat32> activations, Operand<TFloat32> gradients) {
    var places = tf.constant(new int[] {1, 2});
    var sums = tf.reduceSum(activations, places, ReduceSum.keepDims(true));
    var share = tf.math.div(activations, tf.math.add(sums, tf.constant(EPSILON)));
    var alpha = tf.reduceSum(tf.math.mul(gradients, share), places, ReduceSum.keepDims(true));
    return tf.math.mul(alpha, activations);
  }
}
