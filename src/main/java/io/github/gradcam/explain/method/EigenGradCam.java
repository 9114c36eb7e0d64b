package io.github.gradcam.explain.method;

import io.github.gradcam.explain.CamMethod;
import io.github.gradcam.explain.Convention;
import io.github.gradcam.explain.Reduction;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Eigen-Grad-CAM, as in pytorch-grad-cam: EigenCAM of G_k A_k, so that the class counts. */
public final class EigenGradCam implements CamMethod {

  private final Reduction reduction;

  public EigenGradCam(Convention convention) {
    this.reduction = EigenCam.eigen(convention);
  }

  @Override
  public String name() {
    return "Eigen-Grad-CAM";
  }

  @Override
  public String summary() {
    return "The first principal component of activation times gradient.";
  }

  @Override
  public String paper() {
    return "pytorch-grad-cam, EigenGradCAM (Gildenblat et al., 2021)";
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
