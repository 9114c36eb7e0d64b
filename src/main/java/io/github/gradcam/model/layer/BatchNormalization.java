package io.github.gradcam.model.layer;

import io.github.gradcam.model.layer.Weights.Role;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.types.TFloat32;

/**
 * Batch normalisation over each channel (Ioffe and Szegedy, ICML 2015, arXiv:1502.03167): y = gamma
 * (x - mean) / sqrt(variance + epsilon) + beta, with the batch's own mean and variance while
 * training and their moving averages afterwards.
 *
 * @param momentum share of the moving averages that stays at each step, 0..1
 * @param epsilon added to the variance, above 0
 * @param scale whether there is a gamma, else 1
 * @param center whether there is a beta, else 0
 */
public record BatchNormalization(float momentum, float epsilon, boolean scale, boolean center)
    implements Layer {

  /**
   * With gamma and beta.
   *
   * @param momentum share of the moving averages that stays at each step, 0..1
   * @param epsilon added to the variance, above 0
   */
  public BatchNormalization(float momentum, float epsilon) {
    this(momentum, epsilon, true, true);
  }

  @Override
  public String kind() {
    return "batch_normalization";
  }

  @Override
  public Operand<TFloat32> call(LayerScope scope, List<Operand<TFloat32>> inputs) {
    Operand<TFloat32> x = inputs.get(0);
    int rank = x.shape().numDimensions();
    if (rank == 4) {
      return normalised(scope, x, true);
    }
    var tf = scope.inner();
    int channels = (int) x.shape().get(rank - 1);
    var pixels = tf.reshape(x, tf.constant(new int[] {-1, 1, 1, channels}));
    return scope.output().reshape(normalised(scope, pixels, false), tf.shape(x));
  }

  private Operand<TFloat32> normalised(LayerScope scope, Operand<TFloat32> x, boolean last) {
    Shape channels = Shape.of(x.shape().get(3));
    var gamma = vector(scope, "gamma", channels, scale, Initializer.ONES);
    var beta = vector(scope, "beta", channels, center, Initializer.ZEROS);
    var mean = scope.weight("moving_mean", channels, Role.STATISTIC, Initializer.ZEROS);
    var variance = scope.weight("moving_variance", channels, Role.STATISTIC, Initializer.ONES);
    FusedBatchNorm.Options[] options = {
      FusedBatchNorm.isTraining(scope.training()), FusedBatchNorm.epsilon(epsilon)
    };
    var tf = last ? scope.output() : scope.inner();
    if (!scope.training()) {
      return tf.nn.fusedBatchNorm(x, gamma, beta, mean, variance, options).y();
    }
    var none = scope.inner().constant(new float[0]);
    var normalised = tf.nn.fusedBatchNorm(x, gamma, beta, none, none, options);
    scope.movingAverage(mean, normalised.batchMean(), momentum);
    scope.movingAverage(variance, normalised.batchVariance(), momentum);
    return normalised.y();
  }

  private static Operand<TFloat32> vector(
      LayerScope scope, String name, Shape channels, boolean learned, Initializer initializer) {
    if (learned) {
      return scope.weight(name, channels, Role.VECTOR, initializer);
    }
    return initializer.values(scope.inner().withSubScope(name), channels, 0);
  }
}
