package io.github.gradcam.model.graph;

import java.util.List;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;

/** Begins ops that stand for others. */
final class Nodes {

  private Nodes() {}

  /** An op of a type, on the device of the op that it stands for. */
  static NodeDef.Builder of(String name, String op, NodeDef instead, DataType type) {
    return NodeDef.newBuilder()
        .setName(name)
        .setOp(op)
        .setDevice(instead.getDevice())
        .putAttr("T", AttrValue.newBuilder().setType(type).build());
  }

  /** Takes over the attributes that are there. */
  static NodeDef.Builder with(NodeDef.Builder node, NodeDef from, List<String> attributes) {
    for (String attribute : attributes) {
      if (from.containsAttr(attribute)) {
        node.putAttr(attribute, from.getAttrOrThrow(attribute));
      }
    }
    return node;
  }
}
