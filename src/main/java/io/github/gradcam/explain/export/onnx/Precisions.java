package io.github.gradcam.explain.export.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The values of a graph that are floats, but not float32, as those of added nodes are. */
final class Precisions {

  private static final Map<Integer, String> OTHERS =
      Map.of(
          TensorProto.DataType.FLOAT16_VALUE, "half precision",
          TensorProto.DataType.BFLOAT16_VALUE, "bfloat16",
          TensorProto.DataType.DOUBLE_VALUE, "double precision");

  private Precisions() {}

  /**
   * Follows types from inputs and constants through the nodes. What a cast gives is told by the
   * cast; else a node of which one input is such a value gives such values.
   *
   * @return what the type of each such value is called, by its name
   */
  static Map<String, String> others(GraphProto graph) {
    Map<String, String> others = new HashMap<>();
    graph
        .getInputList()
        .forEach(each -> put(others, each.getName(), each.getType().getTensorType().getElemType()));
    graph.getInitializerList().forEach(each -> put(others, each.getName(), each.getDataType()));
    for (NodeProto node : graph.getNodeList()) {
      Optional<String> other = other(node, others);
      for (String output : node.getOutputList()) {
        if (other.isPresent() && !output.isEmpty()) { // one left out has no name
          others.put(output, other.get());
        }
      }
    }
    return others;
  }

  private static void put(Map<String, String> others, String name, int type) {
    String other = OTHERS.get(type);
    if (other != null) {
      others.put(name, other);
    }
  }

  private static Optional<String> other(NodeProto node, Map<String, String> others) {
    List<String> inputs = node.getInputList();
    return switch (node.getOpType()) {
      case "Cast" -> BackwardStep.attribute(node, "to").map(each -> OTHERS.get((int) each.getI()));
      case "CastLike" -> first(inputs.subList(Math.min(1, inputs.size()), inputs.size()), others);
      case "Constant", "ConstantOfShape" ->
          BackwardStep.attribute(node, "value").map(each -> OTHERS.get(each.getT().getDataType()));
      case "Shape", "Size" -> Optional.empty();
      default -> first(inputs, others);
    };
  }

  private static Optional<String> first(List<String> names, Map<String, String> others) {
    return names.stream().flatMap(name -> Stream.ofNullable(others.get(name))).findFirst();
  }
}
