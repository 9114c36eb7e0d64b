package io.github.gradcam.model.graph;

import java.util.Map;
import java.util.Set;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * Has a network that was trained with mixed precision compute in single precision throughout:
 * graphics cards gain by half precision, while here its feature maps are to be looked at.
 */
public final class SinglePrecision {

  private static final Set<DataType> HALVES = Set.of(DataType.DT_HALF, DataType.DT_BFLOAT16);
  private static final AttrValue SINGLE = AttrValue.newBuilder().setType(DataType.DT_FLOAT).build();

  private SinglePrecision() {}

  /**
   * Widens the ops of a network.
   *
   * @param graph any network; one with functions stays as it is
   * @return the same network without half precision but in constants, which are cast
   */
  public static GraphDef of(GraphDef graph) {
    if (graph.getLibrary().getFunctionCount() > 0) {
      return graph;
    }
    GraphDef.Builder single = graph.toBuilder().clearNode();
    for (NodeDef node : graph.getNodeList()) {
      if (node.getOp().equals("Const") && isHalf(node.getAttrOrThrow("dtype"))) {
        NodeDef half = node.toBuilder().setName(node.getName() + "/half").build();
        single.addNode(half).addNode(cast(node.getName(), half));
      } else {
        single.addNode(widened(node));
      }
    }
    return single.build();
  }

  private static boolean isHalf(AttrValue type) {
    return HALVES.contains(type.getType());
  }

  private static NodeDef cast(String name, NodeDef half) {
    return NodeDef.newBuilder()
        .setName(name)
        .setOp("Cast")
        .addInput(half.getName())
        .putAttr("SrcT", half.getAttrOrThrow("dtype"))
        .putAttr("DstT", SINGLE)
        .build();
  }

  private static NodeDef widened(NodeDef node) {
    NodeDef.Builder wide = node.toBuilder();
    for (Map.Entry<String, AttrValue> attr : node.getAttrMap().entrySet()) {
      if (isHalf(attr.getValue())) {
        wide.putAttr(attr.getKey(), SINGLE);
      } else if (attr.getValue().getList().getTypeCount() > 0) {
        wide.putAttr(attr.getKey(), widened(attr.getValue()));
      }
    }
    return wide.build();
  }

  private static AttrValue widened(AttrValue types) {
    AttrValue.Builder wide = types.toBuilder();
    for (int i = 0; i < types.getList().getTypeCount(); i++) {
      if (HALVES.contains(types.getList().getType(i))) {
        wide.getListBuilder().setType(i, DataType.DT_FLOAT);
      }
    }
    return wide.build();
  }
}
