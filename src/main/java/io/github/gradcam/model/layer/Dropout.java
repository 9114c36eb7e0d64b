package io.github.gradcam.model.layer;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.random.RandomUniform;
import org.tensorflow.types.TFloat32;

/**
 * Dropout (Srivastava et al., JMLR 2014): while training, sets a share of the features to zero and
 * divides the others by the share that stays; afterwards passes them on.
 *
 * @param rate share of zeros, 0 up to, not including, 1
 */
public record Dropout(float rate) implements Layer {

  static final String KIND = "dropout";

  /**
   * Checks the rate.
   *
   * @throws IllegalArgumentException if it is outside 0..1
   */
  public Dropout {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException("Expected a dropout rate in [0, 1), found " + rate);
    }
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Operand<TFloat32> call(LayerScope scope, List<Operand<TFloat32>> inputs) {
    Operand<TFloat32> x = inputs.get(0);
    if (!scope.training() || rate == 0) {
      return scope.output().identity(x);
    }
    var tf = scope.inner();
    var draw =
        tf.random.randomUniform(
            tf.shape(x),
            TFloat32.class,
            RandomUniform.seed(scope.seed()),
            RandomUniform.seed2(0xD0L));
    var kept = tf.dtypes.cast(tf.math.greaterEqual(draw, tf.constant(rate)), TFloat32.class);
    var scaled = tf.math.mul(x, tf.constant(1 / (1 - rate)));
    return scope.output().math.mul(scaled, kept);
  }
}
