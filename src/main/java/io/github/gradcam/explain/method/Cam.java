package io.github.gradcam.explain.method;

import io.github.gradcam.explain.CamMethod;
import io.github.gradcam.explain.target.Score;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.HeatmapLayer;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;

/**
 * CAM (Zhou et al., CVPR 2016, arXiv:1512.04150): sum over k of w_kc A_k, with w_kc the weight of
 * feature map k in the class' logit. Where nothing but a mean over the places and a linear layer
 * follows, d y_c / d A_ijk = w_kc / (h w) at every place: the weights are read off the gradient.
 */
public final class Cam extends BuiltInMethod implements CamMethod {

  /** Makes the method. */
  public Cam() {
    super(BuiltIn.CAM);
  }

  @Override
  public Optional<String> objection(Classifier classifier, HeatmapLayer layer) {
    return classifier.linearFrom(layer)
        ? Optional.empty()
        : Optional.of(
            "CAM needs a layer with only a mean over the places and a dense layer after it; '%s' has more"
                .formatted(layer.name()));
  }

  @Override
  public Score score() {
    return Score.OWN_LOGIT;
  }

  @Override
  public Operand<TFloat32> contributions(
      Ops tf, Operand<TFloat32> activations, Operand<TFloat32> gradients) {
    var shape = activations.shape();
    var places = tf.constant((float) (shape.get(1) * shape.get(2)));
    var mean = tf.math.mean(gradients, tf.constant(new int[] {1, 2}), Mean.keepDims(true));
    return tf.math.mul(tf.math.mul(mean, places), activations);
  }
}
