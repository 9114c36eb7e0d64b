package io.github.gradcam.explain;

import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.foreign.FrozenGraphs;
import io.github.gradcam.model.layer.Normalization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * Networks whose gradients can be read off their weights. The layer {@code features} holds red and
 * green of each pixel less 100, so -100..155; {@code aside} is computed from it, but leads nowhere.
 *
 * @param size rows and columns
 * @param weights of the logits: [2][classes] of the features' means, or [size * size * 2][classes]
 *     of each feature at each place, place by place
 * @param bias [classes], added to the logits
 * @param rectified whether a ReLU, {@code active}, follows the features
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record SmallNetwork(int size, float[][] weights, float[] bias, boolean rectified) {

  private static final int MEAN = 100;

  public SmallNetwork(int size, float[][] weights) {
    this(size, weights, new float[weights[0].length], false);
  }

  /** The weight of each of the two features at each place, for each class. */
  public static float[][] placeWeights(float[][]... redThenGreenOfEachClass) {
    int places = redThenGreenOfEachClass[0][0].length;
    float[][] weights = new float[2 * places][redThenGreenOfEachClass.length];
    for (int i = 0; i < weights.length; i++) {
      for (int c = 0; c < redThenGreenOfEachClass.length; c++) {
        weights[i][c] = redThenGreenOfEachClass[c][i % 2][i / 2];
      }
    }
    return weights;
  }

  /** An image with these features. */
  public static byte[] pixels(int[] red, int[] green) {
    byte[] pixels = new byte[red.length * 3];
    for (int i = 0; i < red.length; i++) {
      pixels[3 * i] = (byte) (red[i] + MEAN);
      pixels[3 * i + 1] = (byte) (green[i] + MEAN);
    }
    return pixels;
  }

  public Classifier load(Path folder) throws IOException {
    Path file = folder.resolve("small.pb");
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      var input =
          tf.withName("input")
              .placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, size, size, 3)));
      var kernel = tf.reshape(tf.constant(new float[] {1, 0, 0, 1, 0, 0}), tf.array(1, 1, 3, 2));
      List<Long> steps = List.of(1L, 1L, 1L, 1L);
      Operand<TFloat32> features = tf.withName("features").nn.conv2d(input, kernel, steps, "SAME");
      tf.withName("aside").nn.relu(features);
      Operand<TFloat32> last = rectified ? tf.withName("active").nn.relu(features) : features;
      Operand<TFloat32> vector =
          weights.length == 2
              ? tf.math.mean(last, tf.array(1, 2))
              : tf.reshape(last, tf.array(-1, weights.length));
      var products = tf.linalg.matMul(vector, tf.constant(StdArrays.ndCopyOf(weights)));
      tf.withName("scores").math.add(products, tf.constant(bias));
      Files.write(file, graph.toGraphDef().toByteArray());
    }
    Normalization normalization = Normalization.parse("rgb:%1$d,%1$d,%1$d".formatted(MEAN));
    // one number tells two classes apart only where both are named
    List<String> labels = weights[0].length == 1 ? List.of("class 0", "class 1") : List.of();
    return FrozenGraphs.load(file, null, "scores", 0, normalization, labels);
  }
}
