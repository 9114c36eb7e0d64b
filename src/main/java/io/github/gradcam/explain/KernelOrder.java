package io.github.gradcam.explain;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;

/** The kernels of a graph by how deep the ops lie that use them. */
final class KernelOrder {

  private final Map<String, NodeDef> nodes = new HashMap<>();
  private final Map<String, Integer> depths = new HashMap<>();
  private final Map<String, Integer> uses = new HashMap<>();

  KernelOrder(GraphDef graph) {
    graph.getNodeList().forEach(node -> nodes.put(node.getName(), node));
    graph.getNodeList().forEach(this::use);
  }

  List<String> lastFirst() {
    return nodes.values().stream()
        .filter(KernelOrder::isKernel)
        .map(NodeDef::getName)
        .filter(uses::containsKey)
        .sorted(
            Comparator.comparing((String name) -> -uses.getOrDefault(name, 0))
                .thenComparing(name -> name))
        .toList();
  }

  private void use(NodeDef node) {
    for (String input : node.getInputList()) {
      String source = source(input);
      uses.merge(source, depth(node.getName()), Math::max);
    }
  }

  /** The op itself, behind ops that only pass it on. */
  private String source(String input) {
    String name = name(input);
    NodeDef node = nodes.get(name);
    return node != null && node.getOp().equals("Identity") && node.getInputCount() == 1
        ? source(node.getInput(0))
        : name;
  }

  /** The longest way to an op, in ops. */
  private int depth(String name) {
    Integer known = depths.get(name);
    if (known != null) {
      return known;
    }
    depths.put(name, 0); // a loop ends here
    int deepest = 0;
    NodeDef node = nodes.get(name);
    for (String input : node == null ? List.<String>of() : node.getInputList()) {
      deepest = Math.max(deepest, 1 + depth(name(input)));
    }
    depths.put(name, deepest);
    return deepest;
  }

  private static String name(String input) {
    String plain = input.startsWith("^") ? input.substring(1) : input;
    int colon = plain.indexOf(':');
    return colon < 0 ? plain : plain.substring(0, colon);
  }

  private static boolean isKernel(NodeDef node) {
    if (!node.getOp().equals("Const")) {
      return false;
    }
    TensorProto tensor = node.getAttrOrThrow("value").getTensor();
    return tensor.getDtype() == DataType.DT_FLOAT
        && tensor.getTensorShape().getDimCount() >= 2
        && !tensor.getTensorContent().isEmpty();
  }
}
