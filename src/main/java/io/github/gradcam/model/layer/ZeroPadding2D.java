package io.github.gradcam.model.layer;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * Zeros around the image: [N, H, W, C] to [N, top + H + bottom, left + W + right, C].
 *
 * @param top rows added above
 * @param bottom rows added below
 * @param left columns added before the first
 * @param right columns added after the last
 */
public record ZeroPadding2D(int top, int bottom, int left, int right) implements Layer {

  /**
   * The same border on each side.
   *
   * @param border rows and columns added on each side
   */
  public ZeroPadding2D(int border) {
    this(border, border, border, border);
  }

  @Override
  public String kind() {
    return "zero_padding2d";
  }

  @Override
  public Operand<TFloat32> call(LayerScope scope, List<Operand<TFloat32>> inputs) {
    int[][] paddings = {{0, 0}, {top, bottom}, {left, right}, {0, 0}};
    var tf = scope.inner();
    return scope.output().pad(inputs.get(0), tf.constant(paddings), tf.constant(0f));
  }
}
