package io.github.gradcam.model.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/**
 * How long a small network of convolutions takes: 3 channels at half the places, then 64 at a
 * quarter of them, in a batch of 8 images of 64 x 64.
 */
final class KernelSpeed {

  private static final double SECONDS = 0.15;

  private final ConfigProto config;

  KernelSpeed(ConfigProto config) {
    this.config = config;
  }

  /** Seconds for the answer and its gradient at the last convolution, weights being constants. */
  double explaining() {
    return measure(false);
  }

  /** Seconds for the answer and its gradients at all weights. */
  double training() {
    return measure(true);
  }

  private double measure(boolean training) {
    Random random = new Random(3);
    Values picture = Values.random(random, 8, 64, 64, 3);
    List<Values> weights =
        List.of(
            Values.random(random, 7, 7, 3, 32),
            Values.random(random, 3, 3, 32, 64),
            Values.random(random, 3, 3, 64, 64),
            Values.random(random, 3, 3, 64, 64),
            Values.random(random, 64, 10));
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      List<Operand<TFloat32>> inputs = new ArrayList<>();
      for (Values each : weights) {
        inputs.add(training ? fed(tf, each) : constant(tf, each));
      }
      Operand<TFloat32> x = fed(tf, picture);
      Operand<TFloat32> place = x;
      for (int i = 0; i < inputs.size() - 1; i++) {
        long stride = i == 0 || i == 2 ? 2 : 1;
        place =
            tf.nn.relu(tf.nn.conv2d(place, inputs.get(i), List.of(1L, stride, stride, 1L), "SAME"));
      }
      Operand<TFloat32> means = tf.math.mean(place, tf.constant(new int[] {1, 2}));
      Operand<TFloat32> logits = tf.linalg.matMul(means, inputs.get(inputs.size() - 1));
      Output<?>[] to =
          training
              ? inputs.stream().map(Operand::asOutput).toArray(Output<?>[]::new)
              : new Output<?>[] {place.asOutput()};
      Output<?>[] gradients = graph.addGradients(logits.asOutput(), to);
      List<Operand<TFloat32>> feeds = new ArrayList<>(List.of(x));
      List<Values> values = new ArrayList<>(List.of(picture));
      if (training) {
        feeds.addAll(inputs);
        values.addAll(weights);
      }
      try (Session session = new Session(graph, config)) {
        return fastest(session, feeds, values, gradients);
      }
    }
  }

  /** What else the machine does makes a run longer, never shorter. */
  private static double fastest(
      Session session, List<Operand<TFloat32>> feeds, List<Values> values, Output<?>[] fetches) {
    List<TFloat32> tensors = values.stream().map(Values::tensor).toList();
    try {
      double fastest = Double.POSITIVE_INFINITY;
      long end = 0;
      for (int run = 0; run < 4 || System.nanoTime() < end; run++) {
        if (run == 1) { // the first prepares the graph
          end = System.nanoTime() + (long) (SECONDS * 1e9);
        }
        long start = System.nanoTime();
        Session.Runner runner = session.runner();
        for (int i = 0; i < tensors.size(); i++) {
          runner.feed(feeds.get(i), tensors.get(i));
        }
        for (Output<?> fetch : fetches) {
          runner.fetch(fetch);
        }
        runner.run().close();
        fastest = Math.min(fastest, (System.nanoTime() - start) / 1e9);
      }
      return fastest;
    } finally {
      tensors.forEach(TFloat32::close);
    }
  }

  private static Operand<TFloat32> fed(Ops tf, Values value) {
    Shape shape = value.shape();
    return tf.placeholder(TFloat32.class, Placeholder.shape(shape));
  }

  private static Operand<TFloat32> constant(Ops tf, Values value) {
    try (TFloat32 tensor = value.tensor()) {
      return tf.constantOf(tensor);
    }
  }
}
