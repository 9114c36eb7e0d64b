package io.github.gradcam.explain.method;

import io.github.gradcam.explain.CamMethod;
import java.util.Random;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * RandomCAM, as in pytorch-grad-cam: sum over k of w_k A_k with w_k drawn evenly from -1..1, the
 * same for every image: what a method that knows nothing of the class would show.
 */
final class RandomCam extends BuiltInMethod implements CamMethod {

  private final long seed;

  RandomCam(long seed) {
    super(BuiltIn.RANDOM_CAM);
    this.seed = seed;
  }

  @Override
  public Operand<TFloat32> contributions(
      Ops tf, Operand<TFloat32> activations, Operand<TFloat32> gradients) {
    Random random = new Random(seed);
    float[] weights = new float[(int) activations.shape().get(3)];
    for (int k = 0; k < weights.length; k++) {
      weights[k] = 2 * random.nextFloat() - 1;
    }
    return tf.math.mul(activations, tf.constant(weights));
  }
}
