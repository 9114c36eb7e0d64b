package io.github.gradcam.model.layer;

import static io.github.gradcam.model.layer.Layers.batchNormalization;
import static io.github.gradcam.model.layer.Layers.conv2d;
import static io.github.gradcam.model.layer.Layers.relu;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** The basic residual block of He et al., CVPR 2016, arXiv:1512.03385: two 3 x 3 convolutions. */
final class ResidualBlock {

  private ResidualBlock() {}

  /**
   * Adds a block; its shortcut is a 1 x 1 convolution where the shape changes.
   *
   * @param net applies the layers
   * @param x activations [N, H, W, C]
   * @param filters output channels
   * @param stride 1, or 2 to halve rows and columns
   * @return activations [N, H / stride, W / stride, filters]
   */
  static Operand<TFloat32> of(Network net, Operand<TFloat32> x, int filters, int stride) {
    Operand<TFloat32> shortcut = x;
    if (stride != 1 || x.shape().get(3) != filters) {
      shortcut = net.through(x, conv2d(filters, 1).strides(stride), batchNormalization());
    }
    Operand<TFloat32> main =
        net.through(
            x,
            conv2d(filters, 3).strides(stride),
            batchNormalization(),
            relu(),
            conv2d(filters, 3),
            batchNormalization());
    return net.through(net.add(main, shortcut), relu());
  }
}
