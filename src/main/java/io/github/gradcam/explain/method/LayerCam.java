package io.github.gradcam.explain.method;

import io.github.gradcam.explain.CamMethod;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** LayerCAM (Jiang et al., IEEE TIP 2021): sum over k of max(G_k, 0) A_k, place by place. */
public final class LayerCam extends BuiltInMethod implements CamMethod {

  /** Makes the method. */
  public LayerCam() {
    super(BuiltIn.LAYER_CAM);
  }

  @Override
  public Operand<TFloat32> contributions(
      Ops tf, Operand<TFloat32> activations, Operand<TFloat32> gradients) {
    return tf.math.mul(tf.nn.relu(gradients), activations);
  }
}
