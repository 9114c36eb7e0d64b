package io.github.gradcam.model.graph;

import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorShapeProto;

/** Lets a network be fed at an op that is no placeholder, such as one behind a JPEG decoder. */
public final class InputCut {

  private static final String PLACEHOLDER = "Placeholder";

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
    if (node.getOp().equals(PLACEHOLDER)) {
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
    try (Graph shapes = new Graph()) {
      shapes.importGraphDef(Pruning.to(graph, java.util.List.of(op)));
      Output<?> output = shapes.operationOrThrow(op).output(0);
      return NodeDef.newBuilder()
          .setName(op)
          .setOp(PLACEHOLDER)
          .putAttr("dtype", AttrValue.newBuilder().setType(type(output)).build())
          .putAttr("shape", AttrValue.newBuilder().setShape(shape(output.shape())).build())
          .build();
    }
  }

  private static DataType type(Output<?> output) {
    return DataType.forNumber(output.dataType().getNumber());
  }

  private static TensorShapeProto shape(Shape shape) {
    TensorShapeProto.Builder proto = TensorShapeProto.newBuilder();
    if (shape.isUnknown()) {
      return proto.setUnknownRank(true).build();
    }
    for (long size : shape.asArray()) {
      proto.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
    }
    return proto.build();
  }
}
