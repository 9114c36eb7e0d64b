package io.github.gradcam.model.layer;

import static io.github.gradcam.model.layer.Layers.batchNormalization;
import static io.github.gradcam.model.layer.Layers.conv2d;
import static io.github.gradcam.model.layer.Layers.dense;
import static io.github.gradcam.model.layer.Layers.dropout;
import static io.github.gradcam.model.layer.Layers.globalAveragePooling2d;
import static io.github.gradcam.model.layer.Layers.maxPooling2d;
import static io.github.gradcam.model.layer.Layers.relu;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * The compact residual network that ships: 2.8 million parameters, three stages, stride 16, so an
 * image of 150 pixels has a heatmap of 10 x 10 places.
 */
final class Scenes implements Architecture {

  @Override
  public String name() {
    return "scenes";
  }

  @Override
  public String description() {
    return "compact residual network, 2.8 million parameters, fast on a CPU";
  }

  @Override
  public Operand<TFloat32> logits(Network net, Operand<TFloat32> images, int classes) {
    var x =
        net.through(
            images, conv2d(32, 3).strides(2), batchNormalization(), relu(), maxPooling2d(3, 2));
    for (int stage = 0; stage < 3; stage++) {
      int filters = 64 << stage;
      x = ResidualBlock.of(net, x, filters, stage == 0 ? 1 : 2);
      x = ResidualBlock.of(net, x, filters, 1);
    }
    return net.through(x, globalAveragePooling2d(), dropout(0.2f), dense(classes));
  }
}
