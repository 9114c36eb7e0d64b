package io.github.gradcam.explain.method;

import io.github.gradcam.explain.CamMethod;
import java.util.Random;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * RandomCAM, as in pytorch-grad-cam: sum over k of w_k A_k with w_k drawn evenly from -1..1, the
 * same for every picture: what a method that knows nothing of the class would show.
 */
final class RandomCam implements CamMethod {

  private final long seed;

  RandomCam(long seed) {
    this.seed = seed;
  }

  @Override
  public String name() {
    return "RandomCAM";
  }

  @Override
  public String summary() {
    return "Random weights: the baseline that any method must beat.";
  }

  @Override
  public String paper() {
    return "pytorch-grad-cam, RandomCAM (Gildenblat et al., 2021)";
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
