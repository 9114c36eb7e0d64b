package io.github.gradcam.model.layer;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.random.TruncatedNormal;
import org.tensorflow.types.TFloat32;

/** The first values of a weight. */
public enum Initializer {
  /**
   * He et al., ICCV 2015, arXiv:1502.01852: a truncated normal with variance 2 / fan-in, for
   * weights that a ReLU follows.
   */
  HE_NORMAL {
    @Override
    double deviation(double fanIn, double fanOut) {
      return Math.sqrt(2 / fanIn);
    }
  },
  /**
   * Glorot and Bengio, AISTATS 2010: a truncated normal with variance 2 / (fan-in + fan-out), for
   * weights before a softmax.
   */
  GLOROT_NORMAL {
    @Override
    double deviation(double fanIn, double fanOut) {
      return Math.sqrt(2 / (fanIn + fanOut));
    }
  },
  /** Zeros. */
  ZEROS,
  /** Ones. */
  ONES;

  /** The standard deviation of a unit normal cut at two deviations. */
  private static final double TRUNCATED_DEVIATION = 0.8796256610342398;

  double deviation(double fanIn, double fanOut) {
    return 0;
  }

  /**
   * Adds the op that draws the values.
   *
   * @param tf the ops of the graph
   * @param shape [H, W, in, out] of a convolution, [H, W, channels, 1] of a depthwise one, [in,
   *     out] of a dense layer, or a vector
   * @param seed makes the draw repeatable; each weight needs its own
   * @return the values
   */
  Operand<TFloat32> values(Ops tf, Shape shape, long seed) {
    if (this == ZEROS || this == ONES) {
      return tf.fill(tf.constant(shape.asArray()), tf.constant(this == ONES ? 1f : 0f));
    }
    int rank = shape.numDimensions();
    double field = 1;
    for (int i = 0; i < rank - 2; i++) {
      field *= shape.get(i);
    }
    boolean depthwise = rank == 4 && shape.get(3) == 1;
    double fanIn = field * (depthwise ? 1 : shape.get(rank - 2));
    double fanOut = field * shape.get(rank - 1);
    float scale = (float) (deviation(fanIn, fanOut) / TRUNCATED_DEVIATION);
    var draw =
        tf.random.truncatedNormal(
            tf.constant(shape.asArray()),
            TFloat32.class,
            TruncatedNormal.seed(seed),
            TruncatedNormal.seed2(0x5EEDL));
    return tf.math.mul(draw, tf.constant(scale));
  }
}
