package io.github.gradcam.model;

import io.github.gradcam.model.Weights.Role;
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
 */
public record BatchNormalization(float momentum, float epsilon) implements Layer {

  @Override
  public String kind() {
    return "batch_normalization";
  }

  @Override
  public Operand<TFloat32> call(LayerScope scope, List<Operand<TFloat32>> inputs) {
    Operand<TFloat32> x = inputs.get(0);
    Shape channels = Shape.of(x.shape().get(3));
    var gamma = scope.weight("gamma", channels, Role.VECTOR, Initializer.ONES);
    var beta = scope.weight("beta", channels, Role.VECTOR, Initializer.ZEROS);
    var mean = scope.weight("moving_mean", channels, Role.STATISTIC, Initializer.ZEROS);
    var variance = scope.weight("moving_variance", channels, Role.STATISTIC, Initializer.ONES);
    FusedBatchNorm.Options[] options = {
      FusedBatchNorm.isTraining(scope.training()), FusedBatchNorm.epsilon(epsilon)
    };
    if (!scope.training()) {
      return scope.output().nn.fusedBatchNorm(x, gamma, beta, mean, variance, options).y();
    }
    var none = scope.inner().constant(new float[0]);
    var normalised = scope.output().nn.fusedBatchNorm(x, gamma, beta, none, none, options);
    scope.movingAverage(mean, normalised.batchMean(), momentum);
    scope.movingAverage(variance, normalised.batchVariance(), momentum);
    return normalised.y();
  }
}
