package io.github.gradcam.model.graph;

import io.github.gradcam.model.kernel.Graphs;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/** Tries whether TensorFlow has a gradient for an op, with nothing but placeholders before it. */
final class GradientTrial {

  private static final String MISSING = "No gradient defined";

  private final Wiring wiring;
  private final GraphDef empty;

  GradientTrial(Graph graph) {
    GraphDef all = graph.toGraphDef();
    wiring = new Wiring(all);
    empty = all.toBuilder().clearNode().build();
  }

  /** Whether a gradient comes out; an op that only fails when it is alone is given credit. */
  boolean succeeds(GraphOperation op) {
    List<Output<?>> inputs = inputs(op);
    GraphDef.Builder alone = empty.toBuilder();
    NodeDef.Builder node = wiring.node(op.name()).orElseThrow().toBuilder().clearInput();
    for (int i = 0; i < inputs.size(); i++) {
      alone.addNode(placeholder("input" + i, inputs.get(i)));
      node.addInput("input" + i);
    }
    alone.addNode(node.setName("op").clearDevice().removeAttr("_class"));
    try (Graph graph = Graphs.empty()) {
      graph.importGraphDef(alone.build());
      Output<?>[] input = {graph.operationOrThrow("input" + firstFloating(inputs)).output(0)};
      return found(graph.addGradients(graph.operationOrThrow("op").output(0), input)[0]);
    } catch (TensorFlowException e) {
      return !String.valueOf(e.getMessage()).contains(MISSING);
    }
  }

  private static int firstFloating(List<Output<?>> inputs) {
    return IntStream.range(0, inputs.size())
        .filter(i -> floating(inputs.get(i)))
        .findFirst()
        .orElseThrow();
  }

  /**
   * Whether a gradient was found: where an op stops it, TensorFlow hands out one that is nowhere.
   *
   * @param gradient as {@link Graph#addGradients} gives it
   */
  static boolean found(Output<?> gradient) {
    try {
      return !gradient.op().type().isEmpty();
    } catch (IllegalStateException e) {
      return false;
    }
  }

  /** What an op takes. */
  static List<Output<?>> inputs(Operation op) {
    if (!(op instanceof GraphOperation known)) {
      return List.of();
    }
    return IntStream.range(0, known.numInputs()).<Output<?>>mapToObj(known::input).toList();
  }

  /** Whether a gradient can go through a value. */
  static boolean floating(Output<?> value) {
    return switch (value.dataType()) {
      case DT_FLOAT, DT_HALF, DT_BFLOAT16, DT_DOUBLE -> true;
      default -> false;
    };
  }

  private static NodeDef placeholder(String name, Output<?> like) {
    return PlaceholderNodes.of(name, like.dataType(), like.shape());
  }
}
