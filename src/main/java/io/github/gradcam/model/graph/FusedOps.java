package io.github.gradcam.model.graph;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;

/**
 * Takes apart what TensorFlow's optimiser has put together, as graphs have it that were saved
 * after.
 */
final class FusedOps {

  private static final Map<String, List<String>> FIRST =
      Map.of(
          "Conv2D",
          List.of(
              "strides",
              "padding",
              "explicit_paddings",
              "data_format",
              "dilations",
              "use_cudnn_on_gpu"),
          "DepthwiseConv2dNative",
          List.of("strides", "padding", "explicit_paddings", "data_format", "dilations"),
          "MatMul",
          List.of("transpose_a", "transpose_b"));

  private static final Set<String> ACTIVATIONS =
      Set.of("Relu", "Relu6", "Elu", "LeakyRelu", "Tanh", "Sigmoid");

  private static final List<String> LAYOUT = List.of("data_format");

  private FusedOps() {}

  /**
   * The ops that a fused one does one after the other; the last has its name. An op that does more
   * than is known here stays.
   */
  static List<NodeDef> parts(NodeDef node) {
    List<String> names =
        node.getAttrOrThrow("fused_ops").getList().getSList().stream()
            .map(ByteString::toStringUtf8)
            .toList();
    int given = (int) node.getAttrOrThrow("num_args").getI();
    if (names.isEmpty() || !names.stream().allMatch(FusedOps::known)) {
      return List.of(node);
    }
    DataType type = node.getAttrOrThrow("T").getType();
    String op = node.getOp().replace("_Fused", "");
    NodeDef.Builder first =
        Nodes.of(node.getName() + "/" + op, op, node, type).addAllInput(inputs(node, 0, 2));
    List<NodeDef> parts =
        new ArrayList<>(
            List.of(Nodes.with(first, node, FIRST.getOrDefault(op, List.of())).build()));
    Iterator<String> arguments = inputs(node, 2, 2 + given).iterator();
    for (String name : names) {
      boolean last = parts.size() == names.size();
      String called = last ? node.getName() : node.getName() + "/" + name;
      NodeDef.Builder part =
          Nodes.of(called, operation(name), node, type)
              .addInput(parts.get(parts.size() - 1).getName());
      finish(part, name, node, arguments);
      parts.add(part.addAllInput(last ? Wiring.waitedFor(node) : List.of()).build());
    }
    return parts;
  }

  private static boolean known(String name) {
    return ACTIVATIONS.contains(name) || Set.of("BiasAdd", "Add", "FusedBatchNorm").contains(name);
  }

  private static String operation(String name) {
    return switch (name) {
      case "Add" -> "AddV2";
      case "FusedBatchNorm" -> "FusedBatchNormV3";
      default -> name;
    };
  }

  private static void finish(
      NodeDef.Builder part, String name, NodeDef node, Iterator<String> arguments) {
    switch (name) {
      case "BiasAdd" -> Nodes.with(part.addInput(arguments.next()), node, LAYOUT);
      case "Add" -> part.addInput(arguments.next());
      case "FusedBatchNorm" -> {
        for (int i = 0; i < 4; i++) {
          part.addInput(arguments.next());
        }
        part.putAttr("U", node.getAttrOrThrow("T"))
            .putAttr("is_training", AttrValue.newBuilder().setB(false).build());
        Nodes.with(part, node, List.of("epsilon", "data_format"));
      }
      case "LeakyRelu" -> part.putAttr("alpha", node.getAttrOrThrow("leakyrelu_alpha"));
      default -> {}
    }
  }

  private static List<String> inputs(NodeDef node, int from, int to) {
    return node.getInputList().subList(from, to);
  }
}
