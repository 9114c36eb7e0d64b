package io.github.gradcam.explain.method;

import io.github.gradcam.explain.CamMethod;
import io.github.gradcam.explain.Convention;
import io.github.gradcam.explain.target.Score;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * FinerCAM (Zhang et al., CVPR 2025, arXiv:2501.11309): Grad-CAM with the gradient of y_c - gamma *
 * (mean of y_d over the three classes d whose logits are nearest to y_c), gamma = 0.6: what is
 * shared with similar classes goes, what tells them apart stays. pytorch-grad-cam has gamma = 1 and
 * weighs each d by its probability.
 */
final class FinerCam extends BuiltInMethod implements CamMethod {

  private final Score score;

  FinerCam(Convention convention) {
    super(BuiltIn.FINER_CAM);
    this.score =
        convention == Convention.PAPER ? Score.OVER_NEAREST : Score.OVER_NEAREST_BY_PROBABILITY;
  }

  @Override
  public Score score() {
    return score;
  }

  @Override
  public Operand<TFloat32> contributions(
      Ops tf, Operand<TFloat32> activations, Operand<TFloat32> gradients) {
    return new GradCam().contributions(tf, activations, gradients);
  }
}
