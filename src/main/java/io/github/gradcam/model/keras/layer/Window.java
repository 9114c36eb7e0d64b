package io.github.gradcam.model.keras.layer;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A part of each picture. */
final class Window {

  private Window() {}

  /** Takes rows and columns from a first row and column on; -1 for all that follow. */
  static Operand<TFloat32> of(
      Ops tf, Ops last, Operand<TFloat32> x, int top, int left, int rows, int columns) {
    var from = tf.constant(new int[] {0, top, left, 0});
    return last.slice(x, from, tf.constant(new int[] {-1, rows, columns, -1}));
  }
}
