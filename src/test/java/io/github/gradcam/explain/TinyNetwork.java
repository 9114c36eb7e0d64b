package io.github.gradcam.explain;

import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.foreign.FrozenGraphs;
import io.github.gradcam.model.layer.Normalization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * A network small enough for pen and paper: 2 x 2 pixels; the features are the red and the green of
 * each pixel (0..255, ReLU); the logits are the features' means times a matrix.
 */
public final class TinyNetwork {

  public static final int SIZE = 2;

  private TinyNetwork() {}

  /**
   * Freezes the network to a file and loads it as users do.
   *
   * @param folder for the file
   * @param weights [2 features][classes]
   */
  public static Classifier load(Path folder, float[][] weights) throws IOException {
    return load(folder, weights, 1);
  }

  public static Classifier load(Path folder, float[][] weights, float activationScale)
      throws IOException {
    Path file = folder.resolve("tiny.pb");
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      var input =
          tf.withName("input")
              .placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, SIZE, SIZE, 3)));
      var kernel =
          tf.reshape(
              tf.constant(new float[] {activationScale, 0, 0, activationScale, 0, 0}),
              tf.constant(new int[] {1, 1, 3, 2}));
      var conv = tf.nn.conv2d(input, kernel, List.of(1L, 1L, 1L, 1L), "SAME");
      var features = tf.withName("features").nn.relu(conv);
      var means = tf.math.mean(features, tf.constant(new int[] {1, 2}));
      var matrix = tf.constant(StdArrays.ndCopyOf(weights));
      tf.withName("scores").linalg.matMul(means, matrix);
      Files.write(file, graph.toGraphDef().toByteArray());
    }
    return FrozenGraphs.load(file, null, "scores", 0, Normalization.NONE, List.of());
  }

  /** Pixels with the red and green values given, blue 0. */
  public static byte[] pixels(int[] red, int[] green) {
    byte[] pixels = new byte[red.length * 3];
    for (int i = 0; i < red.length; i++) {
      pixels[3 * i] = (byte) red[i];
      pixels[3 * i + 1] = (byte) green[i];
    }
    return pixels;
  }
}
