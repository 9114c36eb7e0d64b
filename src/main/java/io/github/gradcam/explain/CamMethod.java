package io.github.gradcam.explain;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** How a map is made of a layer's activations and the gradient of a class' logit at them. */
public interface CamMethod {

  /**
   * What the records and the command line call it.
   *
   * @return such as {@code Grad-CAM}
   */
  String name();

  /**
   * Adds the formula to the graph.
   *
   * @param tf ops in the explanation's scope
   * @param activations A, [N, h, w, K]
   * @param gradients G = d logit / d A, [N, h, w, K]
   * @return the signed map before the ReLU, [N, h, w]
   */
  Operand<TFloat32> map(Ops tf, Operand<TFloat32> activations, Operand<TFloat32> gradients);
}
