package io.github.gradcam.model.layer;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Where a network takes its weights from: variables while it trains, constants once it is frozen.
 */
public interface Weights {

  /** What a weight is for, which decides how training treats it. */
  enum Role {
    /** Learned, and decayed towards zero. */
    KERNEL,
    /** Learned, not decayed: biases and the scale and offset of normalisations. */
    VECTOR,
    /** Not learned: the moving mean and variance of a normalisation. */
    STATISTIC
  }

  /**
   * Gives the weight of that name, made anew or looked up.
   *
   * @param scope the layer's
   * @param name the full name, such as {@code conv2d_3/kernel}
   * @param shape its dimensions
   * @param role how training treats it
   * @param initializer its first values, where it is made anew
   * @return the weight, readable
   */
  Operand<TFloat32> get(
      LayerScope scope, String name, Shape shape, Role role, Initializer initializer);

  /** Tells whether layers act as in training: batch statistics, dropout. */
  boolean training();

  /**
   * Takes note that the weight moves to the value with every training step.
   *
   * @param tf the layer's ops
   * @param weight a {@link Role#STATISTIC}
   * @param value what this batch shows of it
   * @param momentum the share of the old value that stays, 0..1
   */
  void movingAverage(Ops tf, Operand<TFloat32> weight, Operand<TFloat32> value, float momentum);
}
