package io.github.gradcam.explain;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TFloat32;

/** How the contributions of the feature maps become one map. */
public enum Reduction {
  /** Their sum. */
  SUM {
    @Override
    Operand<TFloat32> apply(Ops tf, Operand<TFloat32> contributions) {
      return tf.reduceSum(contributions, tf.constant(-1), ReduceSum.keepDims(false));
    }
  },
  /** Their first principal component over the places, each feature map less its mean. */
  CENTRED_PRINCIPAL_COMPONENT {
    @Override
    Operand<TFloat32> apply(Ops tf, Operand<TFloat32> contributions) {
      return PrincipalComponent.of(tf, contributions, true);
    }
  },
  /** Their first principal component over the places, as they are. */
  PRINCIPAL_COMPONENT {
    @Override
    Operand<TFloat32> apply(Ops tf, Operand<TFloat32> contributions) {
      return PrincipalComponent.of(tf, contributions, false);
    }
  };

  /**
   * Adds the ops.
   *
   * @param tf ops in the explanation's scope
   * @param contributions [N, h, w, K]
   * @return the signed map, [N, h, w]
   */
  abstract Operand<TFloat32> apply(Ops tf, Operand<TFloat32> contributions);
}
