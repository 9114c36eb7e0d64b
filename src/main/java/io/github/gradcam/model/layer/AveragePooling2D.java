package io.github.gradcam.model.layer;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * The mean of each window, over the places that are in the image: [N, H, W, C] to [N, H', W', C].
 *
 * @param size rows and columns of the window
 * @param stride steps
 * @param padding what happens at the borders
 */
public record AveragePooling2D(Size size, Size stride, Padding padding) implements Layer {

  @Override
  public String kind() {
    return "average_pooling2d";
  }

  @Override
  public Operand<TFloat32> call(LayerScope scope, List<Operand<TFloat32>> inputs) {
    List<Long> window = List.of(1L, (long) size.rows(), (long) size.columns(), 1L);
    List<Long> steps = List.of(1L, (long) stride.rows(), (long) stride.columns(), 1L);
    return scope.output().nn.avgPool(inputs.get(0), window, steps, padding.name());
  }
}
