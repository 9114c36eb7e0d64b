package io.github.gradcam.model.keras.layer;

import io.github.gradcam.model.layer.Layer;
import io.github.gradcam.model.layer.LayerScope;
import io.github.gradcam.model.layer.Padding;
import io.github.gradcam.model.layer.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A convolution backwards: [N, H, W, in] to [N, H', W', filters], larger by the stride.
 *
 * @param filters output channels
 * @param kernel rows and columns of the kernel
 * @param stride steps, which enlarge the image
 * @param padding what happens at the borders
 * @param outputPadding rows and columns added at one side; null for as many as fit
 * @param bias whether a bias is added
 */
record Conv2DTranspose(
    int filters,
    Size kernel,
    Size stride,
    Padding padding,
    @Nullable Size outputPadding,
    boolean bias)
    implements Layer {

  @Override
  public String kind() {
    return "conv2d_transpose";
  }

  @Override
  public Operand<TFloat32> call(LayerScope scope, List<Operand<TFloat32>> inputs) {
    Operand<TFloat32> x = inputs.get(0);
    Ops tf = scope.inner();
    var weights =
        scope.weight(
            "kernel", Shape.of(kernel.rows(), kernel.columns(), filters, x.shape().get(3)));
    List<Long> steps = List.of(1L, (long) stride.rows(), (long) stride.columns(), 1L);
    var sides = outputSides(tf, x);
    if (!bias) {
      return scope.output().nn.conv2dBackpropInput(sides, weights, x, steps, padding.name());
    }
    var enlarged = tf.nn.conv2dBackpropInput(sides, weights, x, steps, padding.name());
    return scope.output().nn.biasAdd(enlarged, scope.weight("bias", Shape.of(filters)));
  }

  /** [N, stride * H + more, stride * W + more, filters]. */
  private Operand<TInt32> outputSides(Ops tf, Operand<TFloat32> x) {
    int[] factor = {1, stride.rows(), stride.columns(), 0};
    int[] more = {
      0,
      more(kernel.rows(), stride.rows(), outputPadding == null ? -1 : outputPadding.rows()),
      more(
          kernel.columns(), stride.columns(), outputPadding == null ? -1 : outputPadding.columns()),
      filters
    };
    return tf.math.add(tf.math.mul(tf.shape(x), tf.constant(factor)), tf.constant(more));
  }

  private int more(int side, int step, int added) {
    if (added < 0) {
      return padding == Padding.SAME ? 0 : Math.max(side - step, 0);
    }
    int cut = padding == Padding.SAME ? 2 * (side / 2) : 0;
    return side - step - cut + added;
  }
}
