package io.github.gradcam.model.graph;

import io.github.gradcam.model.kernel.Graphs;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/** Lets a network be fed at an op that is no placeholder, such as one behind a JPEG decoder. */
public final class InputCut {

  private InputCut() {}

  /**
   * Puts a placeholder in the place of an op.
   *
   * @param graph any network
   * @param op that will be fed; its first output is a float tensor
   * @return the network, with a placeholder of the op's name, type and shape; the same if it is one
   */
  public static GraphDef at(GraphDef graph, String op) {
    NodeDef node = new NodeIndex(graph).get(op);
    if (node.getOp().equals(PlaceholderNodes.PLACEHOLDER)) {
      return graph;
    }
    GraphDef.Builder cut = graph.toBuilder().clearNode();
    NodeDef placeholder = placeholder(graph, op);
    graph
        .getNodeList()
        .forEach(each -> cut.addNode(each.getName().equals(op) ? placeholder : each));
    return cut.build();
  }

  private static NodeDef placeholder(GraphDef graph, String op) {
    try (Graph shapes = Graphs.empty()) {
      shapes.importGraphDef(Pruning.to(graph, java.util.List.of(op)));
      Output<?> output = shapes.operationOrThrow(op).output(0);
      return PlaceholderNodes.of(op, output.dataType(), output.shape());
    }
  }
}
