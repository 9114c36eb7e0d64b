package io.github.gradcam.explain.method;

import io.github.gradcam.explain.CamMethod;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * HiResCAM (Draelos and Carin, 2020, arXiv:2011.08891): sum over k of G_k A_k, place by place:
 * where one linear layer follows, it is exactly what each place adds to the logit.
 */
public final class HiResCam extends BuiltInMethod implements CamMethod {

  /** Makes the method. */
  public HiResCam() {
    super(BuiltIn.HI_RES_CAM);
  }

  @Override
  public Operand<TFloat32> contributions(
      Ops tf, Operand<TFloat32> activations, Operand<TFloat32> gradients) {
    return tf.math.mul(gradients, activations);
  }
}
