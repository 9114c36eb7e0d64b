package io.github.gradcam.model.graph;

import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;

/** Builds lists of ops and computes with them. */
final class GraphRun {

  private GraphRun() {}

  /** Has some ops built. */
  static GraphDef graph(Consumer<Ops> body) {
    try (Graph graph = new Graph()) {
      body.accept(Ops.create(graph));
      return graph.toGraphDef();
    }
  }

  /** The values of a tensor for an input named {@code x}. */
  static float[] values(GraphDef ops, float[] x, Shape shape, String tensor) {
    try (Graph graph = new Graph()) {
      graph.importGraphDef(ops);
      return values(graph, x, shape, tensor);
    }
  }

  static float[] values(Graph graph, float[] x, Shape shape, String tensor) {
    try (Session session = new Session(graph);
        TFloat32 fed = TFloat32.tensorOf(shape, DataBuffers.of(x, true, false));
        Result result = session.runner().feed("x", fed).fetch(tensor).run()) {
      TFloat32 fetched = (TFloat32) result.get(0);
      float[] values = new float[(int) fetched.size()];
      fetched.copyTo(DataBuffers.of(values, false, false));
      return values;
    }
  }

  /** The sum of {@code y} for an input named {@code x}. */
  static double sum(GraphDef ops, float[] x, Shape shape) {
    double sum = 0;
    for (float value : values(ops, x, shape, "y")) {
      sum += value;
    }
    return sum;
  }

  /** The gradient of that sum at {@code x}, as TensorFlow takes it. */
  static float[] gradient(GraphDef ops, float[] x, Shape shape) {
    try (Graph graph = new Graph()) {
      graph.importGraphDef(ops);
      Output<?>[] at = {graph.operationOrThrow("x").output(0)};
      Output<?> slope = graph.addGradients(graph.operationOrThrow("y").output(0), at)[0];
      return values(graph, x, shape, slope.op().name() + ":" + slope.index());
    }
  }

  /** How much that sum rises with one value of {@code x}, by a finite difference. */
  static double slope(GraphDef ops, float[] x, Shape shape, int place, float step) {
    float[] more = x.clone();
    float[] less = x.clone();
    more[place] += step;
    less[place] -= step;
    return (sum(ops, more, shape) - sum(ops, less, shape)) / (2 * step);
  }

  /** Multiples of 1/8 from -1 to 1. */
  static float[] numbers(int count, long seed) {
    Random random = new Random(seed);
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = random.nextInt(17) / 8f - 1;
    }
    return numbers;
  }

  /** How many ops there are of each type that computes. */
  static Map<String, Long> types(GraphDef graph) {
    return graph.getNodeList().stream()
        .map(NodeDef::getOp)
        .filter(op -> !op.equals("Const") && !op.equals("Placeholder"))
        .collect(Collectors.groupingBy(op -> op, Collectors.counting()));
  }
}
