package io.github.gradcam.model;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * Zeros around the picture: [N, H, W, C] to [N, H + 2 border, W + 2 border, C].
 *
 * @param border rows and columns added on each side
 */
public record ZeroPadding2D(int border) implements Layer {

  @Override
  public String kind() {
    return "zero_padding2d";
  }

  @Override
  public Operand<TFloat32> call(LayerScope scope, List<Operand<TFloat32>> inputs) {
    int[][] paddings = {{0, 0}, {border, border}, {border, border}, {0, 0}};
    var tf = scope.inner();
    return scope.output().pad(inputs.get(0), tf.constant(paddings), tf.constant(0f));
  }
}
