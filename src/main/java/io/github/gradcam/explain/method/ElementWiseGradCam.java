package io.github.gradcam.explain.method;

import io.github.gradcam.explain.CamMethod;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Element-wise Grad-CAM, as in pytorch-grad-cam: sum over k of max(G_k A_k, 0). */
public final class ElementWiseGradCam extends BuiltInMethod implements CamMethod {

  /** Makes the method. */
  public ElementWiseGradCam() {
    super(BuiltIn.ELEMENT_WISE_GRAD_CAM);
  }

  @Override
  public Operand<TFloat32> contributions(
      Ops tf, Operand<TFloat32> activations, Operand<TFloat32> gradients) {
    return tf.nn.relu(tf.math.mul(gradients, activations));
  }
}
