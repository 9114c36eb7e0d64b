package io.github.gradcam.explain.method;

import io.github.gradcam.explain.CamMethod;
import io.github.gradcam.explain.map.MapOps;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;

/**
 * Grad-CAM (Selvaraju et al., ICCV 2017, arXiv:1610.02391): each feature map A_k weighs as much as
 * the class' logit rises with it on average, alpha_k = mean over places (i, j) of G_ijk; the map is
 * ReLU(sum over k of alpha_k A_k). The ReLU is {@link MapOps}'s, which needs the sign to say why a
 * map is blank.
 */
public final class GradCam extends BuiltInMethod implements CamMethod {

  /** Makes the method. */
  public GradCam() {
    super(BuiltIn.GRAD_CAM);
  }

  @Override
  public Operand<TFloat32> contributions(
      Ops tf, Operand<TFloat32> activations, Operand<TFloat32> gradients) {
    var places = tf.constant(new int[] {1, 2});
    var alpha = tf.math.mean(gradients, places, Mean.keepDims(true));
    return tf.math.mul(alpha, activations);
  }
}
