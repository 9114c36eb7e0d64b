package io.github.gradcam.model.graph;

import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.tensorflow.Graph;
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

  /** How many ops there are of each type that computes. */
  static Map<String, Long> types(GraphDef graph) {
    return graph.getNodeList().stream()
        .map(NodeDef::getOp)
        .filter(op -> !op.equals("Const") && !op.equals("Placeholder"))
        .collect(Collectors.groupingBy(op -> op, Collectors.counting()));
  }
}
