package io.github.gradcam.model.keras.layer;

import io.github.gradcam.model.layer.DepthwiseConv2D;
import io.github.gradcam.model.layer.Layer;
import io.github.gradcam.model.layer.LayerScope;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/**
 * A convolution of each channel by itself, then one of 1x1 across channels (Chollet, CVPR 2017).
 *
 * @param depthwise the first, without bias
 * @param filters output channels of the second
 * @param bias whether a bias is added at the end
 */
record SeparableConv2D(DepthwiseConv2D depthwise, int filters, boolean bias) implements Layer {

  @Override
  public String kind() {
    return "separable_conv2d";
  }

  @Override
  public Operand<TFloat32> call(LayerScope scope, List<Operand<TFloat32>> inputs) {
    var apart = depthwise.call(scope.before("depthwise"), inputs);
    long channels = inputs.get(0).shape().get(3) * depthwise.multiplier();
    var kernel = scope.weight("pointwise_kernel", Shape.of(1, 1, channels, filters));
    List<Long> steps = List.of(1L, 1L, 1L, 1L);
    if (!bias) {
      return scope.output().nn.conv2d(apart, kernel, steps, "VALID");
    }
    var across = scope.inner().withName("Conv2D").nn.conv2d(apart, kernel, steps, "VALID");
    return scope.output().nn.biasAdd(across, scope.weight("bias", Shape.of(filters)));
  }
}
