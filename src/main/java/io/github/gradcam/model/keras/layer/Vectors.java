package io.github.gradcam.model.keras.layer;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Numbers of a setting as constants of the graph. */
final class Vectors {

  private Vectors() {}

  /** One number as a scalar, several as a vector. */
  static Operand<TFloat32> constant(Ops tf, List<Float> numbers) {
    if (numbers.size() == 1) {
      return tf.constant(numbers.get(0));
    }
    float[] values = new float[numbers.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = numbers.get(i);
    }
    return tf.constant(values);
  }
}
