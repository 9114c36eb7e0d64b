package io.github.gradcam.explain.method;

import io.github.gradcam.explain.CamMethod;
import io.github.gradcam.explain.Convention;
import io.github.gradcam.explain.Reduction;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Eigen-Grad-CAM, as in pytorch-grad-cam: EigenCAM of G_k A_k, so that the class counts. */
public final class EigenGradCam extends BuiltInMethod implements CamMethod {

  private final Reduction reduction;

  public EigenGradCam(Convention convention) {
    super(BuiltIn.EIGEN_GRAD_CAM);
    this.reduction = EigenCam.eigen(convention);
  }

  @Override
  public Reduction reduction() {
    return reduction;
  }

  @Override
  public Operand<TFloat32> contributions(
      Ops tf, Operand<TFloat32> activations, Operand<TFloat32> gradients) {
    return tf.math.mul(gradients, activations);
  }
}
