package io.github.gradcam.model.keras.layer;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A shape some of whose sides are known only when the network runs.
 *
 * @param shape -1 for each such side, which is that of the input at the same place
 */
record Reshaped(Shape shape) {

  /** The sides as a tensor, the unknown ones taken from x. */
  Operand<TInt32> like(Ops tf, Operand<TFloat32> x) {
    int[] sides = new int[shape.numDimensions()];
    int unknown = 0;
    for (int i = 0; i < sides.length; i++) {
      sides[i] = (int) shape.get(i);
      unknown += sides[i] < 0 ? 1 : 0;
    }
    if (unknown <= 1) {
      return tf.constant(sides);
    }
    List<Operand<TInt32>> parts = new ArrayList<>();
    Operand<TInt32> all = tf.shape(x);
    for (int i = 0; i < sides.length; i++) {
      parts.add(
          sides[i] >= 0
              ? tf.constant(sides[i])
              : tf.squeeze(tf.slice(all, tf.constant(new int[] {i}), tf.constant(new int[] {1}))));
    }
    return tf.stack(parts);
  }
}
