package io.github.gradcam.model.graph;

import java.util.List;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;

/** Ops of TensorFlow's first years, as frozen graphs of those years have them, by today's. */
final class OldOps {

  private OldOps() {}

  /** An op whose successor takes the same, be it in another order. */
  static NodeDef renewed(NodeDef node) {
    NodeDef.Builder renewed = node.toBuilder();
    switch (node.getOp()) {
      case "BiasAddV1" -> renewed.setOp("BiasAdd");
      case "AccumulateNV2" -> renewed.setOp("AddN").removeAttr("shape");
      default -> axisLast(node, renewed);
    }
    return renewed.build();
  }

  /** Concat takes the axis before the values. */
  private static void axisLast(NodeDef node, NodeDef.Builder renewed) {
    int values = (int) node.getAttrOrThrow("N").getI();
    renewed
        .setOp("ConcatV2")
        .putAttr("Tidx", AttrValue.newBuilder().setType(DataType.DT_INT32).build())
        .clearInput()
        .addAllInput(node.getInputList().subList(1, 1 + values))
        .addInput(node.getInput(0))
        .addAllInput(node.getInputList().subList(1 + values, node.getInputCount()));
  }

  /** Takes values, mean, variance, beta and gamma, which counts where the op says so. */
  static List<NodeDef> batchNormalisation(NodeDef node) {
    boolean scaled = node.getAttrOrThrow("scale_after_normalization").getB();
    DataType type = node.getAttrOrThrow("T").getType();
    NodeDef ones =
        Nodes.of(node.getName() + "/ones", "OnesLike", node, type)
            .addInput(node.getInput(4))
            .build();
    NodeDef.Builder fused =
        Nodes.of(node.getName(), "FusedBatchNormV3", node, type)
            .putAttr("U", node.getAttrOrThrow("T"))
            .putAttr("epsilon", node.getAttrOrThrow("variance_epsilon"))
            .putAttr("is_training", AttrValue.newBuilder().setB(false).build())
            .addInput(node.getInput(0))
            .addInput(scaled ? node.getInput(4) : ones.getName())
            .addInput(node.getInput(3))
            .addInput(node.getInput(1))
            .addInput(node.getInput(2))
            .addAllInput(Wiring.waitedFor(node));
    return scaled ? List.of(fused.build()) : List.of(ones, fused.build());
  }
}
