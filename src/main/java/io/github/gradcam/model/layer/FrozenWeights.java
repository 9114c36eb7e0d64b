package io.github.gradcam.model.layer;

import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Weights that stay as they are: constants in the graph, which its runtime can fuse and fold. */
public record FrozenWeights(Function<String, @Nullable WeightArray> values) implements Weights {

  public FrozenWeights(Map<String, WeightArray> values) {
    this(values::get);
  }

  @Override
  public Operand<TFloat32> get(
      LayerScope scope, String name, Shape shape, Role role, Initializer initializer) {
    WeightArray weight = values.apply(name);
    if (weight == null || !weight.shape().equals(shape)) {
      throw new IllegalArgumentException(
          "Expected a weight '%s' of shape %s, found %s; was it saved by another architecture?"
              .formatted(name, shape, weight == null ? "none" : weight.shape()));
    }
    try (TFloat32 tensor = weight.toTensor()) {
      return scope.inner().withName(name.substring(name.indexOf('/') + 1)).constantOf(tensor);
    }
  }

  @Override
  public boolean training() {
    return false;
  }

  @Override
  public void movingAverage(
      Ops tf, Operand<TFloat32> weight, Operand<TFloat32> value, float momentum) {
    throw new IllegalStateException("Frozen weights do not move");
  }
}
