package io.github.gradcam.explain;

import io.github.gradcam.explain.target.Score;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A class activation map: what each feature map contributes to a class, made of a layer's
 * activations and the gradient of the class' score at them, and how the contributions become one
 * map. All such methods of a run share one pass of the network.
 *
 * <p>A method of your own implements this interface and is named in {@code
 * META-INF/services/io.github.gradcam.explain.CamMethod} of its jar.
 */
public non-sealed interface CamMethod extends ExplanationMethod {

  /**
   * Adds the formula to the graph.
   *
   * @param tf ops in the explanation's scope
   * @param activations A, [N, h, w, K]
   * @param gradients G = d score / d A, [N, h, w, K]
   * @return what each feature map contributes at each place, signed, [N, h, w, K]
   */
  Operand<TFloat32> contributions(
      Ops tf, Operand<TFloat32> activations, Operand<TFloat32> gradients);

  /** {@return how the feature maps become one map: their sum, unless the method says otherwise} */
  default Reduction reduction() {
    return Reduction.SUM;
  }

  /** {@return what the gradient is of: the score of the class, unless the method says otherwise} */
  default Score score() {
    return Score.OWN;
  }

  @Override
  default String cost() {
    return "one pass, shared by all such methods";
  }
}
