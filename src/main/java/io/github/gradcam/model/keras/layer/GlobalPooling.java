package io.github.gradcam.model.keras.layer;

import io.github.gradcam.model.layer.Layer;
import io.github.gradcam.model.layer.LayerScope;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;

/**
 * The mean or the largest value over all places: [N, H, W, C] to [N, C].
 *
 * @param largest whether it is the largest, else the mean
 * @param keepDims whether the result is [N, 1, 1, C]
 */
record GlobalPooling(boolean largest, boolean keepDims) implements Layer {

  @Override
  public String kind() {
    return largest ? "global_max_pooling2d" : "global_average_pooling2d";
  }

  @Override
  public Operand<TFloat32> call(LayerScope scope, List<Operand<TFloat32>> inputs) {
    Operand<TFloat32> x = inputs.get(0);
    var places = scope.inner().constant(new int[] {1, 2});
    return largest
        ? scope.output().reduceMax(x, places, ReduceMax.keepDims(keepDims))
        : scope.output().math.mean(x, places, Mean.keepDims(keepDims));
  }
}
