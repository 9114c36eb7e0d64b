package io.github.gradcam.train;

import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.foreign.FrozenGraphs;
import io.github.gradcam.model.layer.Normalization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** A small frozen network as others write it, with random weights and five classes of its own. */
public final class TinyBackbone {

  /** Rows and columns of its images. */
  public static final int SIDE = 16;

  private TinyBackbone() {}

  /**
   * Writes a graph: a convolution to {@code early} [8, 8, 6], a residual block with {@code inside}
   * to {@code late} [8, 8, 6], and a dense layer to {@code scores}; one bias serves all.
   *
   * @param file where it goes
   * @param seed of the weights
   * @return the file
   */
  public static Path write(Path file, long seed) throws IOException {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Random random = new Random(seed);
      Shape shape = Shape.of(-1, SIDE, SIDE, 3);
      var input = tf.withName("input").placeholder(TFloat32.class, Placeholder.shape(shape));
      var bias = weight(tf, "bias", random, 6);
      var first =
          convolution(tf, "first", input, 2, weight(tf, "first_kernel", random, 3, 3, 3, 6));
      var early = tf.withName("early").nn.relu(tf.nn.biasAdd(first, bias));
      var block =
          convolution(tf, "block", early, 1, weight(tf, "block_kernel", random, 3, 3, 6, 6));
      var inside = tf.withName("inside").nn.relu(tf.nn.biasAdd(block, bias));
      var own = weight(tf, "own_bias", random, 6);
      var last = convolution(tf, "last", inside, 1, weight(tf, "last_kernel", random, 1, 1, 6, 6));
      var sum = tf.math.add(early, tf.nn.biasAdd(last, own));
      var late = tf.withName("late").nn.relu(sum);
      var means = tf.withName("means").math.mean(late, tf.constant(new int[] {1, 2}));
      tf.withName("scores").linalg.matMul(means, weight(tf, "dense", random, 6, 5));
      Files.write(file, graph.toGraphDef().toByteArray());
    }
    return file;
  }

  /** Loads a graph that was written here; the caller's to close. */
  public static Classifier load(Path file) {
    return FrozenGraphs.load(file, null, "scores", 0, Normalization.TF, List.of());
  }

  private static Operand<TFloat32> convolution(
      Ops tf, String name, Operand<TFloat32> x, long stride, Operand<TFloat32> kernel) {
    return tf.withName(name).nn.conv2d(x, kernel, List.of(1L, stride, stride, 1L), "SAME");
  }

  /** Behind an op that hands it on, as frozen graphs have it. */
  private static Operand<TFloat32> weight(Ops tf, String name, Random random, long... sizes) {
    Shape shape = Shape.of(sizes);
    float[] values = new float[(int) shape.size()];
    float scale =
        sizes.length == 1
            ? 0.05f
            : (float) Math.sqrt(2.0 * sizes[3 % sizes.length] / values.length);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian() * scale;
    }
    try (TFloat32 tensor = TFloat32.tensorOf(shape, DataBuffers.of(values))) {
      return tf.withName(name + "_read").identity(tf.withName(name).constantOf(tensor));
    }
  }
}
