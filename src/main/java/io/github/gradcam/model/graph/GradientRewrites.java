package io.github.gradcam.model.graph;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * Replaces ops for which TensorFlow has no gradient by ops of the same values for which it has one.
 * The first output keeps its name, so that layers are called what they were called.
 */
public final class GradientRewrites {

  /** Ops that hand on their first input at inference, by the attribute that holds its type. */
  private static final Map<String, String> PASSING =
      Map.of(
          "EnsureShape", "T",
          "CheckNumerics", "T",
          "CheckNumericsV2", "T",
          "StopGradient", "T",
          "PreventGradient", "T",
          "Snapshot", "T",
          "PlaceholderWithDefault", "dtype");

  private final Set<String> fed = new HashSet<>();

  /** What stands for the outputs of ops that are only wires. */
  private final Map<InputName, InputName> wires = new HashMap<>();

  private GradientRewrites(Collection<String> fed) {
    fed.forEach(tensor -> this.fed.add(InputName.of(tensor).op()));
  }

  /**
   * Rewrites a network for inference.
   *
   * @param graph without calls of functions
   * @param fed tensors that will be fed, whose ops stay as they are
   * @return a graph of the same values, in the same order
   */
  public static GraphDef rewrite(GraphDef graph, Collection<String> fed) {
    return new GradientRewrites(fed).rewritten(graph);
  }

  private GraphDef rewritten(GraphDef graph) {
    GraphDef.Builder changed = graph.toBuilder().clearNode();
    for (NodeDef node : graph.getNodeList()) {
      changed.addAllNode(fed.contains(node.getName()) ? List.of(node) : instead(node));
    }
    changed.getNodeBuilderList().forEach(this::wire);
    return changed.build();
  }

  private List<NodeDef> instead(NodeDef node) {
    String op = node.getOp();
    if (PASSING.containsKey(op)) {
      return List.of(identity(node, node.getAttrOrThrow(PASSING.get(op)).getType()));
    }
    return switch (op) {
      case "IdentityN" -> List.of(wired(node));
      case "FusedBatchNorm", "FusedBatchNormV2" -> List.of(newest(node));
      case "BatchNormWithGlobalNormalization" -> OldOps.batchNormalisation(node);
      case "BiasAddV1", "AccumulateNV2", "Concat" -> List.of(OldOps.renewed(node));
      case "Erfc" -> complement(node);
      case "_FusedConv2D", "_FusedDepthwiseConv2dNative", "_FusedMatMul" -> FusedOps.parts(node);
      default -> List.of(node);
    };
  }

  private static NodeDef identity(NodeDef node, DataType type) {
    NodeDef.Builder identity =
        Nodes.of(node.getName(), "Identity", node, type).addInput(node.getInput(0));
    return identity.addAllInput(Wiring.waitedFor(node)).build();
  }

  /** An op for the first value; the others are taken where they come from. */
  private NodeDef wired(NodeDef node) {
    List<DataType> types = node.getAttrOrThrow("T").getList().getTypeList();
    for (int i = 1; i < types.size(); i++) {
      wires.put(new InputName(node.getName(), i), InputName.of(node.getInput(i)));
    }
    return identity(node, types.get(0));
  }

  private void wire(NodeDef.Builder node) {
    for (int i = 0; i < node.getInputCount(); i++) {
      InputName input = InputName.of(node.getInput(i));
      while (wires.containsKey(input)) {
        input = wires.get(input);
        node.setInput(i, input.toString());
      }
    }
  }

  /** The third version gives the same first outputs; while training all stays as it is. */
  private static NodeDef newest(NodeDef node) {
    AttrValue training = node.getAttrMap().get("is_training");
    if (training == null || training.getB()) {
      return node;
    }
    NodeDef.Builder newest = node.toBuilder().setOp("FusedBatchNormV3");
    if (!node.containsAttr("U")) {
      newest.putAttr("U", node.getAttrOrThrow("T"));
    }
    return newest.build();
  }

  /** erfc(x) = 1 - erf(x). */
  private static List<NodeDef> complement(NodeDef node) {
    String name = node.getName();
    NodeDef one = new FloatTensor(List.of(), new float[] {1}).constant(name + "/one", "");
    NodeDef erf = node.toBuilder().setName(name + "/erf").setOp("Erf").build();
    DataType type = node.getAttrOrThrow("T").getType();
    NodeDef difference =
        Nodes.of(name, "Sub", node, type).addInput(one.getName()).addInput(erf.getName()).build();
    return type == DataType.DT_FLOAT ? List.of(one, erf, difference) : List.of(node);
  }
}
