package io.github.gradcam.model.foreign;

import io.github.gradcam.model.foreign.lowering.LoweredModel;
import io.github.gradcam.model.foreign.onnx.OnnxReader;
import io.github.gradcam.model.graph.FlatNetwork;
import io.github.gradcam.model.graph.NodeIndex;
import io.github.gradcam.model.kernel.Graphs;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.types.TFloat32;

/** ONNX files computed by TensorFlow, as they are after all that is done to a foreign network. */
final class OnnxRuns {

  private OnnxRuns() {}

  static LoweredModel read(Path file, int size) {
    return new OnnxReader(file).read(null, null, size);
  }

  static FlatNetwork plain(Path file, int size) {
    return PlainNetwork.of(read(file, size).network());
  }

  /** The answer for images [N, size, size, 3]. */
  static float[] answer(FlatNetwork network, float[] images, int size) {
    long count = images.length / (3L * size * size);
    try (Graph graph = Graphs.empty();
        TFloat32 fed =
            TFloat32.tensorOf(
                Shape.of(count, size, size, 3), DataBuffers.of(images, true, false))) {
      graph.importGraphDef(network.graph());
      try (Session session = new Session(graph);
          Result result =
              session
                  .runner()
                  .feed(network.input(), fed)
                  .fetch(NodeIndex.op(network.output()), NodeIndex.output(network.output()))
                  .run()) {
        TFloat32 answer = (TFloat32) result.get(0);
        float[] values = new float[(int) answer.size()];
        answer.copyTo(DataBuffers.of(values, false, false));
        return values;
      }
    }
  }

  static float[] images(int count, int size, long seed) {
    Random random = new Random(seed);
    float[] images = new float[count * size * size * 3];
    for (int i = 0; i < images.length; i++) {
      images[i] = (float) random.nextGaussian();
    }
    return images;
  }

  static long count(GraphDef graph, String op) {
    return graph.getNodeList().stream().filter(node -> node.getOp().equals(op)).count();
  }

  static Set<String> transposes(GraphDef graph) {
    return graph.getNodeList().stream()
        .filter(node -> node.getOp().equals("Transpose"))
        .map(node -> node.getName())
        .collect(java.util.stream.Collectors.toSet());
  }

  /** The largest difference over the largest value. */
  static double error(float[] expected, float[] found) {
    double peak = 0;
    double difference = expected.length == found.length ? 0 : Double.POSITIVE_INFINITY;
    for (int i = 0; i < Math.min(found.length, expected.length); i++) {
      peak = Math.max(peak, Math.abs(expected[i]));
      double here = Math.abs(expected[i] - found[i]);
      difference = here <= difference ? difference : here;
    }
    return difference / peak;
  }
}
