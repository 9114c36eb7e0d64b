package io.github.gradcam.model.keras.layer;

import io.github.gradcam.model.layer.Layer;
import io.github.gradcam.model.layer.LayerScope;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Several inputs made one, number by number.
 *
 * @param kind the layer's name
 * @param pair of two inputs
 * @param mean whether the result is divided by the number of inputs
 */
record Merge(String kind, Pair pair, boolean mean) implements Layer {

  /** Makes one of two. */
  @FunctionalInterface
  interface Pair {

    /** Adds the op. */
    Operand<TFloat32> of(Ops tf, Operand<TFloat32> a, Operand<TFloat32> b);
  }

  static final Pair ADD = (tf, a, b) -> tf.math.add(a, b);
  static final Pair SUBTRACT = (tf, a, b) -> tf.math.sub(a, b);
  static final Pair MULTIPLY = (tf, a, b) -> tf.math.mul(a, b);
  static final Pair DIVIDE = (tf, a, b) -> tf.math.div(a, b);
  static final Pair MAXIMUM = (tf, a, b) -> tf.math.maximum(a, b);
  static final Pair MINIMUM = (tf, a, b) -> tf.math.minimum(a, b);

  @Override
  public Operand<TFloat32> call(LayerScope scope, List<Operand<TFloat32>> inputs) {
    Ops tf = scope.inner();
    List<Operand<TFloat32>> aligned = aligned(tf, inputs);
    Operand<TFloat32> merged = aligned.get(0);
    for (int i = 1; i < aligned.size(); i++) {
      boolean last = i == aligned.size() - 1 && !mean;
      merged = pair.of(last ? scope.output() : tf, merged, aligned.get(i));
    }
    if (mean) {
      return scope.output().math.mul(merged, tf.constant(1f / inputs.size()));
    }
    return aligned.size() == 1 ? scope.output().identity(merged) : merged;
  }

  /** Features [N, C] beside images [N, H, W, C] become [N, 1, 1, C]. */
  private static List<Operand<TFloat32>> aligned(Ops tf, List<Operand<TFloat32>> inputs) {
    int rank = inputs.stream().mapToInt(input -> input.shape().numDimensions()).max().orElse(0);
    List<Operand<TFloat32>> aligned = new ArrayList<>();
    for (Operand<TFloat32> input : inputs) {
      Operand<TFloat32> x = input;
      while (x.shape().numDimensions() < rank) {
        x = tf.expandDims(x, tf.constant(1));
      }
      aligned.add(x);
    }
    return aligned;
  }
}
