package io.github.gradcam.model.foreign.onnx;

import io.github.gradcam.model.graph.FlatNetwork;
import io.github.gradcam.model.graph.ModelException;
import io.github.gradcam.model.graph.NodeIndex;
import io.github.gradcam.model.graph.RawValues;
import io.github.gradcam.model.kernel.Graphs;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.OptimizerOptions;
import org.tensorflow.types.TFloat32;

/**
 * Tries whether a network that was exported for one image answers for two as for each alone, where
 * it had to be guessed which numbers of its reshapes take the batch.
 */
final class BatchCheck {

  private static final double TOLERANCE = 1e-3;

  /** For two runs nothing is worth to be optimised. */
  private static final ConfigProto PLAIN = plain();

  private BatchCheck() {}

  private static ConfigProto plain() {
    ConfigProto.Builder config = ConfigProto.newBuilder();
    config.getGraphOptionsBuilder().getRewriteOptionsBuilder().setDisableMetaOptimizer(true);
    config
        .getGraphOptionsBuilder()
        .getOptimizerOptionsBuilder()
        .setOptLevel(OptimizerOptions.Level.L0);
    return config.build();
  }

  /**
   * Runs the network.
   *
   * @param network whose input takes [N, ...] floats
   * @param file of the network, for the message
   * @throws ModelException if two images see each other
   */
  static void check(FlatNetwork network, Path file) {
    try (Graph graph = Graphs.empty()) {
      graph.importGraphDef(network.graph());
      Output<?> input = graph.operationOrThrow(network.input()).output(0);
      Shape image = input.shape().tail();
      int count = Math.toIntExact(image.size());
      float[] both = new float[2 * count];
      Random random = new Random(1);
      for (int i = 0; i < both.length; i++) {
        both[i] = (float) random.nextGaussian();
      }
      try (Session session = new Session(graph, PLAIN)) {
        float[] together = answer(session, network, both, image, 2)[1];
        float[] second = Arrays.copyOfRange(both, count, 2 * count);
        if (difference(answer(session, network, second, image, 1)[0], together) > TOLERANCE) {
          throw refusal(file, null);
        }
      } catch (TensorFlowException e) {
        throw refusal(file, e);
      }
    }
  }

  private static ModelException refusal(Path file, @Nullable Throwable cause) {
    return new ModelException(
        "Expected a network for any number of images in %s, found one for one image whose reshapes could not be freed of that; export it with its first axis dynamic (dynamic_axes={'input': {0: 'n'}})"
            .formatted(file),
        cause);
  }

  private static float[][] answer(
      Session session, FlatNetwork network, float[] images, Shape image, int count) {
    try (Tensor fed = TFloat32.tensorOf(image.prepend(count), DataBuffers.of(images, true, false));
        Result result =
            session
                .runner()
                .feed(network.input(), fed)
                .fetch(NodeIndex.op(network.output()), NodeIndex.output(network.output()))
                .run()) {
      TFloat32 answer = (TFloat32) result.get(0);
      float[] values = new float[Math.toIntExact(answer.size())];
      answer.copyTo(DataBuffers.of(values, false, false));
      return RawValues.rows(values, count, values.length / count);
    }
  }

  private static double difference(float[] expected, float[] found) {
    double peak = 1e-6;
    double difference = 0;
    for (int i = 0; i < expected.length; i++) {
      peak = Math.max(peak, Math.abs(expected[i]));
      double here = Math.abs((double) expected[i] - found[i]);
      difference = here <= difference ? difference : here; // and what is no number
    }
    return difference / peak;
  }
}
