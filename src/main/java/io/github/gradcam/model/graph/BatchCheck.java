package io.github.gradcam.model.graph;

import io.github.gradcam.model.kernel.Graphs;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.OptimizerOptions;
import org.tensorflow.types.TFloat32;

/**
 * Tries whether a network answers for two images as for each alone, where its file does not tell:
 * it was made for another number of images, or puts values along the batch together.
 */
public final class BatchCheck {

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
   * Runs a network with an image alone, and with another before it.
   *
   * @param network that takes any number of images
   * @return whether the other image changes the answer; nothing where that cannot be asked: two
   *     images make the network fail, their size is open, or the values are neither floats nor
   *     bytes
   * @throws ModelException if a tensor has too many values for one image
   */
  public static Optional<Boolean> mixes(FlatNetwork network) {
    try (Graph graph = Graphs.empty()) {
      graph.importGraphDef(network.graph());
      TensorSizes.check(graph);
      Output<?> input = graph.operationOrThrow(network.input()).output(0);
      boolean bytes = input.dataType() == DataType.DT_UINT8;
      boolean pixels = bytes || input.dataType() == DataType.DT_FLOAT;
      Shape shape = input.shape();
      if (!pixels
          || shape.isUnknown()
          || shape.numDimensions() == 0
          || shape.tail().hasUnknownDimension()) {
        return Optional.empty();
      }
      int count = Math.toIntExact(shape.tail().size());
      byte[] both = bytes ? bytes(count) : floats(count);
      byte[] second = Arrays.copyOfRange(both, both.length / 2, both.length);
      try (Session session = new Session(graph, PLAIN)) {
        float[] alone = answer(session, network, input, second, 1);
        float[] together = answer(session, network, input, both, 2);
        return Optional.of(
            together.length != 2 * alone.length
                || difference(alone, Arrays.copyOfRange(together, alone.length, together.length))
                    > TOLERANCE);
      } catch (RuntimeException e) {
        return Optional.empty(); // TensorFlow throws many kinds
      }
    }
  }

  /** Two images, of which the first is brighter and has more contrast: also their means differ. */
  private static byte[] floats(int count) {
    ByteBuffer both = ByteBuffer.allocate(Math.multiplyExact(2 * Float.BYTES, count));
    both.order(ByteOrder.nativeOrder());
    Random random = new Random(1);
    for (int i = 0; i < 2 * count; i++) {
      double value = random.nextGaussian();
      both.putFloat((float) (i < count ? 3 + 2 * value : value));
    }
    return both.array();
  }

  private static byte[] bytes(int count) {
    byte[] both = new byte[Math.multiplyExact(2, count)];
    Random random = new Random(1);
    for (int i = 0; i < both.length; i++) {
      both[i] = (byte) (i < count ? 128 + random.nextInt(128) : random.nextInt(64));
    }
    return both;
  }

  private static float[] answer(
      Session session, FlatNetwork network, Output<?> input, byte[] images, int count) {
    try (Tensor fed = RawValues.tensor(input, images, count);
        Result result =
            session
                .runner()
                .feed(network.input(), fed)
                .fetch(NodeIndex.op(network.output()), NodeIndex.output(network.output()))
                .run()) {
      TFloat32 answer = (TFloat32) result.get(0);
      float[] values = new float[Math.toIntExact(answer.size())];
      answer.copyTo(DataBuffers.of(values, false, false));
      return values;
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
