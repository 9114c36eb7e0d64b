package io.github.gradcam.model.layer;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** The first ops of a classifier: pixels in, what the network was trained on out. */
public final class Preprocessing {

  static final String IMAGES = "images";

  /** The scope of everything between the pixels and the network. */
  public static final String SCOPE = "normalization";

  private Preprocessing() {}

  public static Placeholder<TUint8> images(Ops tf, int imageSize) {
    Shape shape = Shape.of(Shape.UNKNOWN_SIZE, imageSize, imageSize, 3);
    return tf.withName(IMAGES).placeholder(TUint8.class, Placeholder.shape(shape));
  }

  /** x / 127.5 - 1. */
  public static Operand<TFloat32> normalised(Ops root, Operand<TUint8> images) {
    return normalised(root, images, Normalization.TF);
  }

  /**
   * Adds (x - mean) / deviation, written as x * (1 / deviation) - mean / deviation.
   *
   * @param root ops outside of every scope; those added stand in {@value #SCOPE}
   * @param images uint8 [N, H, W, 3] RGB
   * @param normalization what the network was trained on
   * @return float32 [N, H, W, 3], the channels in the order of the normalization
   */
  public static Operand<TFloat32> normalised(
      Ops root, Operand<TUint8> images, Normalization normalization) {
    return normalisedHere(root.withSubScope(SCOPE), images, normalization);
  }

  /**
   * Adds the same ops to a scope of the caller's.
   *
   * @param tf ops in the scope
   * @param images uint8 [N, H, W, 3] RGB
   * @param normalization what the network was trained on
   * @return float32 [N, H, W, 3], the channels in the order of the normalization
   */
  public static Operand<TFloat32> normalisedHere(
      Ops tf, Operand<TUint8> images, Normalization normalization) {
    Operand<TFloat32> x = tf.dtypes.cast(images, TFloat32.class);
    if (normalization.order() == ChannelOrder.BGR) {
      x = tf.reverse(x, tf.constant(new int[] {-1}));
    }
    float[] factor = new float[3];
    float[] offset = new float[3];
    for (int i = 0; i < 3; i++) {
      factor[i] = 1 / normalization.deviation().get(i);
      offset[i] = normalization.mean().get(i) * factor[i];
    }
    return tf.math.sub(tf.math.mul(x, tf.constant(factor)), tf.constant(offset));
  }
}
