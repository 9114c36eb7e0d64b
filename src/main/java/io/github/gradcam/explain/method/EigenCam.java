package io.github.gradcam.explain.method;

import io.github.gradcam.explain.CamMethod;
import io.github.gradcam.explain.Convention;
import io.github.gradcam.explain.Reduction;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * EigenCAM (Muhammad and Yeasin, IJCNN 2020, arXiv:2008.00299): the places' scores on the first
 * principal component of the activations. The paper takes them as they are; pytorch-grad-cam takes
 * the mean of each feature map away first.
 */
public final class EigenCam extends BuiltInMethod implements CamMethod {

  private final Reduction reduction;

  public EigenCam(Convention convention) {
    super(BuiltIn.EIGEN_CAM);
    this.reduction = eigen(convention);
  }

  static Reduction eigen(Convention convention) {
    return convention == Convention.PAPER
        ? Reduction.PRINCIPAL_COMPONENT
        : Reduction.CENTRED_PRINCIPAL_COMPONENT;
  }

  @Override
  public Reduction reduction() {
    return reduction;
  }

  @Override
  public Operand<TFloat32> contributions(
      Ops tf, Operand<TFloat32> activations, Operand<TFloat32> gradients) {
    return activations;
  }
}
