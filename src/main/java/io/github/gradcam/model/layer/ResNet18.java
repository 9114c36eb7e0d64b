package io.github.gradcam.model.layer;

import static io.github.gradcam.model.layer.Layers.batchNormalization;
import static io.github.gradcam.model.layer.Layers.conv2d;
import static io.github.gradcam.model.layer.Layers.dense;
import static io.github.gradcam.model.layer.Layers.globalAveragePooling2d;
import static io.github.gradcam.model.layer.Layers.maxPooling2d;
import static io.github.gradcam.model.layer.Layers.relu;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** ResNet-18 of He et al., CVPR 2016, arXiv:1512.03385: 11.2 million parameters. */
final class ResNet18 implements Architecture {

  @Override
  public String name() {
    return "resnet18";
  }

  @Override
  public String description() {
    return "ResNet-18 (He et al. 2016), 11.2 million parameters";
  }

  @Override
  public Operand<TFloat32> logits(Network net, Operand<TFloat32> images, int classes) {
    var x =
        net.through(
            images, conv2d(64, 7).strides(2), batchNormalization(), relu(), maxPooling2d(3, 2));
    for (int stage = 0; stage < 4; stage++) {
      int filters = 64 << stage;
      x = ResidualBlock.of(net, x, filters, stage == 0 ? 1 : 2);
      x = ResidualBlock.of(net, x, filters, 1);
    }
    return net.through(x, globalAveragePooling2d(), dense(classes));
  }
}
