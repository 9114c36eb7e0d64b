package io.github.gradcam.model;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** The first ops of the project's own networks: pixels in, values around -1..1 out. */
final class Preprocessing {

  static final String IMAGES = "images";

  private Preprocessing() {}

  static Placeholder<TUint8> images(Ops tf, int imageSize) {
    Shape shape = Shape.of(Shape.UNKNOWN_SIZE, imageSize, imageSize, 3);
    return tf.withName(IMAGES).placeholder(TUint8.class, Placeholder.shape(shape));
  }

  /** x / 127.5 - 1. */
  static Operand<TFloat32> normalised(Ops root, Operand<TUint8> images) {
    Ops tf = root.withSubScope("normalization");
    var scaled =
        tf.math.mul(tf.dtypes.cast(images, TFloat32.class), tf.constant((float) (1 / 127.5)));
    return tf.math.sub(scaled, tf.constant(1f));
  }
}
