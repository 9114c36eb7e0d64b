package io.github.gradcam.model.trunk;

import io.github.gradcam.model.graph.PlaceholderNodes;
import io.github.gradcam.model.graph.TensorShapes;
import io.github.gradcam.model.layer.TrainableWeights;
import io.github.gradcam.model.layer.WeightArray;
import io.github.gradcam.model.layer.Weights.Role;
import java.util.Map;
import java.util.Set;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.core.Variable;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorShapeProto;

/** The ops of a trunk after a cut, fed with what is kept there. */
final class TailOps {

  private static final String INPUT = TransferHead.PREFIX + "input";

  private TailOps() {}

  /** The name of the placeholder: that of the images where they are the cut. */
  static String input(Cut cut) {
    return cut.type() == DataType.DT_UINT8 ? cut.op() : INPUT;
  }

  /** The ops between the cut and the means. */
  static GraphDef of(Trunk trunk, Cut cut) {
    Set<String> after = trunk.paths().ancestors(Set.of(trunk.pooled()), cut.op());
    GraphDef whole = trunk.graph().toGraphDef();
    GraphDef.Builder tail = whole.toBuilder().clearNode();
    for (NodeDef node : whole.getNodeList()) {
      if (node.getName().equals(cut.op()) && cut.type() != DataType.DT_UINT8) {
        tail.addNode(placeholder(cut)).addNode(cast(cut));
      } else if (after.contains(node.getName())) {
        tail.addNode(node);
      }
    }
    return tail.build();
  }

  /**
   * Adds ops to a graph, with variables in place of some constants.
   *
   * @param graph where to
   * @param ops of the tail
   * @param first values of the constants, by name
   * @param roles what they are for, by name
   * @param weights takes the variables
   */
  static void addWithVariables(
      Graph graph,
      GraphDef ops,
      Map<String, WeightArray> first,
      Map<String, Role> roles,
      TrainableWeights weights) {
    graph.importGraphDef(withVariables(ops, first));
    first.forEach(
        (name, value) -> {
          GraphOperation variable = graph.operationOrThrow(variable(name));
          Role role = roles.getOrDefault(name, Role.VECTOR);
          weights.adopt(graph, name, new Variable<>(variable), value, role);
        });
  }

  /** The name of the variable for a constant; optimizers allow no slash in it. */
  private static String variable(String constant) {
    return constant.replace('/', '.') + ".variable";
  }

  /** The same ops, with a variable in place of each of some constants, which its reader is now. */
  private static GraphDef withVariables(GraphDef tail, Map<String, WeightArray> constants) {
    GraphDef.Builder changed = tail.toBuilder().clearNode();
    for (NodeDef node : tail.getNodeList()) {
      WeightArray value = constants.get(node.getName());
      if (value == null) {
        changed.addNode(node);
      } else {
        changed.addNode(variable(node.getName(), value)).addNode(reader(node.getName()));
      }
    }
    return changed.build();
  }

  private static NodeDef placeholder(Cut cut) {
    return PlaceholderNodes.of(INPUT, cut.type(), cut.shape().prepend(Shape.UNKNOWN_SIZE));
  }

  private static NodeDef cast(Cut cut) {
    return NodeDef.newBuilder()
        .setName(cut.op())
        .setOp("Cast")
        .addInput(INPUT)
        .putAttr("SrcT", type(cut.type()))
        .putAttr("DstT", type(DataType.DT_FLOAT))
        .build();
  }

  private static NodeDef variable(String constant, WeightArray value) {
    TensorShapeProto shape = TensorShapes.of(value.shape());
    return NodeDef.newBuilder()
        .setName(variable(constant))
        .setOp("VariableV2")
        .putAttr("dtype", type(DataType.DT_FLOAT))
        .putAttr("shape", AttrValue.newBuilder().setShape(shape).build())
        .build();
  }

  private static NodeDef reader(String constant) {
    return NodeDef.newBuilder()
        .setName(constant)
        .setOp("Identity")
        .addInput(variable(constant))
        .putAttr("T", type(DataType.DT_FLOAT))
        .build();
  }

  private static AttrValue type(DataType type) {
    return AttrValue.newBuilder().setType(type).build();
  }
}
