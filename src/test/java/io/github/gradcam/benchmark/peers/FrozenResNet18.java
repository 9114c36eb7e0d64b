package io.github.gradcam.benchmark.peers;

import io.github.gradcam.model.layer.WeightArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.nn.Conv2d;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.types.TFloat32;

/**
 * ResNet-18 as torchvision lays it out, as a frozen graph. This project's own pads its strided
 * convolutions as TensorFlow does, by nothing at the top and left; torchvision pads all sides
 * alike, which the convolutions here name.
 */
final class FrozenResNet18 {

  static final String INPUT = "input";
  static final String LOGITS = "scores";
  static final String LAYER = "layer4_output";

  private static final float EPSILON = 1e-5f;

  private final Ops tf;
  private final Map<String, WeightArray> weights;

  private FrozenResNet18(Ops tf, Map<String, WeightArray> weights) {
    this.tf = tf;
    this.weights = weights;
  }

  /** Makes the graph of the weights, named as torchvision names them. */
  static void write(Map<String, WeightArray> weights, Path file) throws IOException {
    try (Graph graph = new Graph()) {
      new FrozenResNet18(Ops.create(graph), weights).build();
      Files.write(file, graph.toGraphDef().toByteArray());
    }
  }

  private void build() {
    Operand<TFloat32> images =
        tf.withName(INPUT)
            .placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 224, 224, 3)));
    Operand<TFloat32> x = tf.nn.relu(normalised(convolution(images, "conv1", 2, 3), "bn1"));
    // Zeros are below all that a ReLU gives, so that they never are the largest.
    Operand<TFloat32> padded =
        tf.pad(x, tf.constant(new int[][] {{0, 0}, {1, 1}, {1, 1}, {0, 0}}), tf.constant(0f));
    x = tf.nn.maxPool(padded, tf.constant(sides(3)), tf.constant(sides(2)), "VALID");
    for (int stage = 1; stage <= 4; stage++) {
      x = block(x, "layer%d.0".formatted(stage), stage == 1 ? 1 : 2, "block%d".formatted(stage));
      x = block(x, "layer%d.1".formatted(stage), 1, "layer%d_output".formatted(stage));
    }
    Operand<TFloat32> means = tf.math.mean(x, tf.constant(new int[] {1, 2}));
    Operand<TFloat32> products =
        tf.linalg.matMul(means, constant(transposed(weights.get("fc.weight"))));
    tf.withName(LOGITS).math.add(products, vector("fc.bias"));
  }

  private Operand<TFloat32> block(Operand<TFloat32> x, String name, int stride, String output) {
    Operand<TFloat32> y =
        tf.nn.relu(normalised(convolution(x, name + ".conv1", stride, 1), name + ".bn1"));
    y = normalised(convolution(y, name + ".conv2", 1, 1), name + ".bn2");
    Operand<TFloat32> shortcut = x;
    if (weights.containsKey(name + ".downsample.0.weight")) {
      shortcut =
          normalised(convolution(x, name + ".downsample.0", stride, 0), name + ".downsample.1");
    }
    return tf.withName(output).nn.relu(tf.math.add(y, shortcut));
  }

  private Operand<TFloat32> convolution(Operand<TFloat32> x, String name, int stride, int padding) {
    Operand<TFloat32> kernel = constant(channelsLast(weights.get(name + ".weight")));
    List<Long> strides = List.of(1L, (long) stride, (long) stride, 1L);
    if (padding == 0) {
      return tf.nn.conv2d(x, kernel, strides, "VALID");
    } else if (stride == 1) {
      return tf.nn.conv2d(x, kernel, strides, "SAME");
    }
    long pad = padding;
    return tf.nn.conv2d(
        x,
        kernel,
        strides,
        "EXPLICIT",
        Conv2d.explicitPaddings(List.of(0L, 0L, pad, pad, pad, pad, 0L, 0L)));
  }

  private Operand<TFloat32> normalised(Operand<TFloat32> x, String name) {
    return tf.nn
        .fusedBatchNorm(
            x,
            vector(name + ".weight"),
            vector(name + ".bias"),
            vector(name + ".running_mean"),
            vector(name + ".running_var"),
            FusedBatchNorm.isTraining(false),
            FusedBatchNorm.epsilon(EPSILON))
        .y();
  }

  private Operand<TFloat32> vector(String name) {
    return constant(weights.get(name));
  }

  private Operand<TFloat32> constant(WeightArray weight) {
    return tf.constant(weight.shape(), DataBuffers.of(weight.values()));
  }

  private static int[] sides(int length) {
    return new int[] {1, length, length, 1};
  }

  /** [classes, features] to [features, classes]. */
  private static WeightArray transposed(WeightArray weight) {
    int rows = (int) weight.shape().get(0);
    int columns = (int) weight.shape().get(1);
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[(i % columns) * rows + i / columns] = weight.values()[i];
    }
    return new WeightArray(Shape.of(columns, rows), values);
  }

  /** [out, in, H, W] to [H, W, in, out]. */
  private static WeightArray channelsLast(WeightArray weight) {
    int out = (int) weight.shape().get(0);
    int in = (int) weight.shape().get(1);
    int places = (int) (weight.shape().get(2) * weight.shape().get(3));
    float[] values = new float[out * in * places];
    for (int i = 0; i < values.length; i++) {
      int place = i % places;
      int channel = i / places % in;
      values[(place * in + channel) * out + i / (places * in)] = weight.values()[i];
    }
    return new WeightArray(Shape.of(weight.shape().get(2), weight.shape().get(3), in, out), values);
  }
}
