package io.github.gradcam.explain.method;

import io.github.gradcam.explain.CamMethod;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * HiResCAM (Draelos and Carin, 2020, arXiv:2011.08891): sum over k of G_k A_k, place by place:
 * where one linear layer follows, it is exactly what each place adds to the logit.
 */
public final class HiResCam implements CamMethod {

  @Override
  public String name() {
    return "HiResCAM";
  }

  @Override
  public String summary() {
    return "Multiplies activation and gradient place by place, without averaging.";
  }

  @Override
  public String paper() {
    return "Draelos and Carin, 2020, arXiv:2011.08891";
  }

  @Override
  public Operand<TFloat32> contributions(
      Ops tf, Operand<TFloat32> activations, Operand<TFloat32> gradients) {
    return tf.math.mul(gradients, activations);
  }
}
