package io.github.gradcam.model.layer;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * The largest value of each window: [N, H, W, C] to [N, H', W', C].
 *
 * @param size rows and columns of the window
 * @param stride steps
 * @param padding what happens at the borders
 */
public record MaxPooling2D(Size size, Size stride, Padding padding) implements Layer {

  /**
   * Square windows.
   *
   * @param size side of the window, pixels
   * @param stride step, pixels
   * @param padding what happens at the borders
   */
  public MaxPooling2D(int size, int stride, Padding padding) {
    this(Size.square(size), Size.square(stride), padding);
  }

  @Override
  public String kind() {
    return "max_pooling2d";
  }

  @Override
  public Operand<TFloat32> call(LayerScope scope, List<Operand<TFloat32>> inputs) {
    var window = scope.inner().constant(new int[] {1, size.rows(), size.columns(), 1});
    var steps = scope.inner().constant(new int[] {1, stride.rows(), stride.columns(), 1});
    return scope.output().nn.maxPool(inputs.get(0), window, steps, padding.name());
  }
}
