package io.github.gradcam.model;

import io.github.gradcam.model.Weights.Role;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/**
 * A two-dimensional convolution: [N, H, W, in] to [N, H', W', filters].
 *
 * @param filters output channels, at least 1
 * @param kernel side of the square kernel, at least 1
 * @param stride step, at least 1
 * @param padding what happens at the borders
 * @param bias whether a bias is added; not needed before a normalisation
 * @param initializer the kernel's first values
 */
public record Conv2D(
    int filters, int kernel, int stride, Padding padding, boolean bias, Initializer initializer)
    implements Layer {

  /**
   * Checks the sizes.
   *
   * @param filters as described above
   * @param kernel as described above
   * @param stride as described above
   * @param padding as described above
   * @param bias as described above
   * @param initializer as described above
   * @throws IllegalArgumentException if one is below 1
   */
  public Conv2D {
    if (filters < 1 || kernel < 1 || stride < 1) {
      throw new IllegalArgumentException(
          "Expected filters, kernel and stride of at least 1, found %d, %d and %d"
              .formatted(filters, kernel, stride));
    }
  }

  /**
   * The same layer with another step.
   *
   * @param newStride step, at least 1
   * @return a new layer
   */
  public Conv2D strides(int newStride) {
    return new Conv2D(filters, kernel, newStride, padding, bias, initializer);
  }

  /**
   * The same layer without padding.
   *
   * @return a new layer
   */
  public Conv2D valid() {
    return new Conv2D(filters, kernel, stride, Padding.VALID, bias, initializer);
  }

  /**
   * The same layer with a bias.
   *
   * @return a new layer
   */
  public Conv2D withBias() {
    return new Conv2D(filters, kernel, stride, padding, true, initializer);
  }

  @Override
  public String kind() {
    return "conv2d";
  }

  @Override
  public Operand<TFloat32> call(LayerScope scope, List<Operand<TFloat32>> inputs) {
    Operand<TFloat32> x = inputs.get(0);
    long channels = x.shape().get(3);
    Operand<TFloat32> weights =
        scope.weight(
            "kernel", Shape.of(kernel, kernel, channels, filters), Role.KERNEL, initializer);
    List<Long> steps = List.of(1L, (long) stride, (long) stride, 1L);
    if (!bias) {
      return scope.output().nn.conv2d(x, weights, steps, padding.name());
    }
    Operand<TFloat32> offset =
        scope.weight("bias", Shape.of(filters), Role.VECTOR, Initializer.ZEROS);
    Operand<TFloat32> convolved =
        scope.inner().withName("Conv2D").nn.conv2d(x, weights, steps, padding.name());
    return scope.output().nn.biasAdd(convolved, offset);
  }
}
