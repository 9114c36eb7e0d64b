package io.github.gradcam.model;

import io.github.gradcam.model.Weights.Role;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/**
 * A convolution of each channel by itself, without bias: [N, H, W, C] to [N, H', W', C].
 *
 * @param kernel side of the square kernel, at least 1
 * @param stride step, at least 1
 * @param padding what happens at the borders
 */
public record DepthwiseConv2D(int kernel, int stride, Padding padding) implements Layer {

  /**
   * The same layer with another step.
   *
   * @param newStride step, at least 1
   * @return a new layer
   */
  public DepthwiseConv2D strides(int newStride) {
    return new DepthwiseConv2D(kernel, newStride, padding);
  }

  @Override
  public String kind() {
    return "depthwise_conv2d";
  }

  @Override
  public Operand<TFloat32> call(LayerScope scope, List<Operand<TFloat32>> inputs) {
    Operand<TFloat32> x = inputs.get(0);
    Operand<TFloat32> weights =
        scope.weight(
            "depthwise_kernel",
            Shape.of(kernel, kernel, x.shape().get(3), 1),
            Role.KERNEL,
            Initializer.HE_NORMAL);
    List<Long> steps = List.of(1L, (long) stride, (long) stride, 1L);
    return scope.output().nn.depthwiseConv2dNative(x, weights, steps, padding.name());
  }
}
