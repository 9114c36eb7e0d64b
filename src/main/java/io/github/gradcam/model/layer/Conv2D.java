package io.github.gradcam.model.layer;

import io.github.gradcam.model.layer.Weights.Role;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Stack;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A two-dimensional convolution: [N, H, W, in] to [N, H', W', filters].
 *
 * @param filters output channels, at least 1
 * @param kernel rows and columns of the kernel, at least 1
 * @param stride steps, at least 1
 * @param dilation places from one row or column of the kernel to the next, at least 1
 * @param groups parts of the channels that are convolved apart, at least 1
 * @param padding what happens at the borders
 * @param bias whether a bias is added; not needed before a normalisation
 * @param initializer the kernel's first values
 */
public record Conv2D(
    int filters,
    Size kernel,
    Size stride,
    Size dilation,
    int groups,
    Padding padding,
    boolean bias,
    Initializer initializer)
    implements Layer {

  /**
   * Checks the sizes.
   *
   * @throws IllegalArgumentException if one is below 1
   */
  public Conv2D {
    if (filters < 1 || !kernel.isPositive() || !stride.isPositive()) {
      throw new IllegalArgumentException(
          "Expected filters, kernel and stride of at least 1, found %s, %s and %s"
              .formatted(filters, kernel, stride));
    }
    if (!dilation.isPositive() || groups < 1 || filters % groups != 0) {
      throw new IllegalArgumentException(
          "Expected a dilation of at least 1 and groups that divide %d filters, found %s and %d"
              .formatted(filters, dilation, groups));
    }
  }

  /**
   * The same layer with another step.
   *
   * @param newStride step, at least 1
   * @return a new layer
   */
  public Conv2D strides(int newStride) {
    Size steps = Size.square(newStride);
    return new Conv2D(filters, kernel, steps, dilation, groups, padding, bias, initializer);
  }

  /** {@return the same layer without padding} */
  public Conv2D valid() {
    return new Conv2D(filters, kernel, stride, dilation, groups, Padding.VALID, bias, initializer);
  }

  /** {@return the same layer with a bias} */
  public Conv2D withBias() {
    return new Conv2D(filters, kernel, stride, dilation, groups, padding, true, initializer);
  }

  @Override
  public String kind() {
    return "conv2d";
  }

  @Override
  public Operand<TFloat32> call(LayerScope scope, List<Operand<TFloat32>> inputs) {
    Operand<TFloat32> x = inputs.get(0);
    long channels = x.shape().get(3) / groups;
    Operand<TFloat32> weights =
        scope.weight(
            "kernel",
            Shape.of(kernel.rows(), kernel.columns(), channels, filters),
            Role.KERNEL,
            initializer);
    if (!bias) {
      return convolved(scope.inner(), scope.output(), x, weights);
    }
    Operand<TFloat32> offset =
        scope.weight("bias", Shape.of(filters), Role.VECTOR, Initializer.ZEROS);
    Operand<TFloat32> convolved =
        convolved(scope.inner(), scope.inner().withName("Conv2D"), x, weights);
    return scope.output().nn.biasAdd(convolved, offset);
  }

  private Operand<TFloat32> convolved(
      Ops tf, Ops last, Operand<TFloat32> x, Operand<TFloat32> weights) {
    if (groups == 1) {
      return ungrouped(tf, last, x, weights);
    }
    boolean depthwise = groups == x.shape().get(3);
    if (depthwise && stride.rows() == stride.columns()) {
      int multiplier = filters / groups;
      int[] sides = {kernel.rows(), kernel.columns(), groups, multiplier};
      return new DepthwiseConv2D(kernel, stride, dilation, multiplier, padding, false)
          .convolved(tf, last, x, tf.reshape(weights, tf.constant(sides)));
    }
    return grouped(tf, last, x, weights);
  }

  /** Stacked, not concatenated: the gradient of many concatenated parts takes minutes to build. */
  private Operand<TFloat32> grouped(
      Ops tf, Ops last, Operand<TFloat32> x, Operand<TFloat32> weights) {
    var channels = tf.constant(3);
    List<Operand<TFloat32>> parts = new ArrayList<>();
    var inputs = tf.split(channels, x, (long) groups).output();
    var kernels = tf.split(channels, weights, (long) groups).output();
    for (int i = 0; i < groups; i++) {
      parts.add(ungrouped(tf, tf, inputs.get(i), kernels.get(i)));
    }
    Shape part = parts.get(0).shape();
    int height = (int) part.get(1);
    int width = (int) part.get(2);
    Operand<TInt32> sides = tf.constant(new int[] {-1, height, width, filters});
    if (height < 0 || width < 0) {
      var known = tf.slice(tf.shape(parts.get(0)), tf.array(0), tf.array(3));
      sides = tf.concat(List.of(known, tf.array(filters)), tf.constant(0));
    }
    return last.reshape(tf.stack(parts, Stack.axis(3L)), sides);
  }

  /** The gradient of a dilated convolution runs on few devices; that of its parts on all. */
  private Operand<TFloat32> ungrouped(
      Ops tf, Ops last, Operand<TFloat32> x, Operand<TFloat32> weights) {
    List<Long> steps = List.of(1L, (long) stride.rows(), (long) stride.columns(), 1L);
    if (dilation.equals(Size.ONE)) {
      return last.nn.conv2d(x, weights, steps, padding.name());
    }
    return new Dilation(dilation, kernel, padding)
        .apply(tf, last, x, parts -> tf.nn.conv2d(parts, weights, steps, "VALID"));
  }
}
