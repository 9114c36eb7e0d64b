package io.github.gradcam.model.layer;

import io.github.gradcam.model.layer.Weights.Role;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A convolution of each channel by itself: [N, H, W, C] to [N, H', W', C * multiplier].
 *
 * @param kernel rows and columns of the kernel, at least 1
 * @param stride steps, at least 1, the same for rows and columns
 * @param dilation places from one row or column of the kernel to the next, at least 1
 * @param multiplier output channels for each channel, at least 1
 * @param padding what happens at the borders
 * @param bias whether a bias is added
 */
public record DepthwiseConv2D(
    Size kernel, Size stride, Size dilation, int multiplier, Padding padding, boolean bias)
    implements Layer {

  /**
   * Checks the steps, which TensorFlow wants the same.
   *
   * @throws IllegalArgumentException if they differ
   */
  public DepthwiseConv2D {
    if (stride.rows() != stride.columns()) {
      throw new IllegalArgumentException(
          "Expected the same stride for rows and columns of a depthwise convolution, found "
              + stride);
    }
  }

  /**
   * The same layer with another step.
   *
   * @param newStride step, at least 1
   * @return a new layer
   */
  public DepthwiseConv2D strides(int newStride) {
    return new DepthwiseConv2D(kernel, Size.square(newStride), dilation, multiplier, padding, bias);
  }

  @Override
  public String kind() {
    return "depthwise_conv2d";
  }

  @Override
  public Operand<TFloat32> call(LayerScope scope, List<Operand<TFloat32>> inputs) {
    Operand<TFloat32> x = inputs.get(0);
    long channels = x.shape().get(3);
    Operand<TFloat32> weights =
        scope.weight(
            "depthwise_kernel",
            Shape.of(kernel.rows(), kernel.columns(), channels, multiplier),
            Role.KERNEL,
            Initializer.HE_NORMAL);
    if (!bias) {
      return convolved(scope.inner(), scope.output(), x, weights);
    }
    var offset =
        scope.weight("bias", Shape.of(channels * multiplier), Role.VECTOR, Initializer.ZEROS);
    Ops last = scope.inner().withName("DepthwiseConv2D");
    return scope.output().nn.biasAdd(convolved(scope.inner(), last, x, weights), offset);
  }

  /** The convolution alone, with weights [rows, columns, C, multiplier]. */
  Operand<TFloat32> convolved(Ops tf, Ops last, Operand<TFloat32> x, Operand<TFloat32> weights) {
    List<Long> steps = List.of(1L, (long) stride.rows(), (long) stride.columns(), 1L);
    if (dilation.equals(Size.ONE)) {
      return last.nn.depthwiseConv2dNative(x, weights, steps, padding.name());
    }
    return new Dilation(dilation, kernel, padding)
        .apply(tf, last, x, parts -> tf.nn.depthwiseConv2dNative(parts, weights, steps, "VALID"));
  }
}
