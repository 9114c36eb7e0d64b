package io.github.gradcam.model.layer;

import io.github.gradcam.model.layer.Weights.Role;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/**
 * A matrix product and a bias: [N, in] to [N, units].
 *
 * @param units output features, at least 1
 * @param bias whether a bias is added
 */
public record Dense(int units, boolean bias) implements Layer {

  /**
   * With a bias.
   *
   * @param units output features, at least 1
   */
  public Dense(int units) {
    this(units, true);
  }

  @Override
  public String kind() {
    return "dense";
  }

  @Override
  public Operand<TFloat32> call(LayerScope scope, List<Operand<TFloat32>> inputs) {
    Operand<TFloat32> x = inputs.get(0);
    if (x.shape().numDimensions() != 2) {
      throw new IllegalArgumentException(
          "Expected features [N, C] before a dense layer, found %s; flatten or pool first"
              .formatted(x.shape()));
    }
    Shape shape = Shape.of(x.shape().get(1), units);
    var kernel = scope.weight("kernel", shape, Role.KERNEL, Initializer.GLOROT_NORMAL);
    if (!bias) {
      return scope.output().linalg.matMul(x, kernel);
    }
    var offset = scope.weight("bias", Shape.of(units), Role.VECTOR, Initializer.ZEROS);
    var product = scope.inner().withName("MatMul").linalg.matMul(x, kernel);
    return scope.output().nn.biasAdd(product, offset);
  }
}
