package io.github.gradcam.model.graph;

import io.github.gradcam.model.kernel.Graphs;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * Computes convolutions whose channels are in groups as one convolution a group, for kernels that
 * have no gradient of the whole.
 */
public final class GroupedConvolutions {

  private static final int CHANNELS = 3;

  private GroupedConvolutions() {}

  /**
   * Rewrites the convolutions of a network, as far as their channels are known.
   *
   * @param graph a whole network
   * @return a network of the same values
   */
  public static GraphDef rewrite(GraphDef graph) {
    GraphDef.Builder changed = graph.toBuilder().clearNode();
    try (Graph shapes = Graphs.empty()) {
      shapes.importGraphDef(graph);
      for (NodeDef node : graph.getNodeList()) {
        int groups =
            node.getOp().equals("Conv2D") ? groups(shapes.operationOrThrow(node.getName())) : 1;
        changed.addAllNode(groups > 1 ? parts(node, groups) : List.of(node));
      }
    }
    return changed.build();
  }

  /** How many groups; 1 where that is not known. */
  private static int groups(GraphOperation convolution) {
    Shape picture = convolution.input(0).shape();
    Shape kernel = convolution.input(1).shape();
    boolean known =
        picture.numDimensions() == 4
            && kernel.numDimensions() == 4
            && picture.get(CHANNELS) > 0
            && kernel.get(2) > 0;
    return known ? Math.toIntExact(picture.get(CHANNELS) / kernel.get(2)) : 1;
  }

  private static List<NodeDef> parts(NodeDef node, int groups) {
    String name = node.getName();
    DataType type = node.getAttrOrThrow("T").getType();
    NodeDef axis = ConstantNodes.ints(name + "/axis", Shape.scalar(), CHANNELS);
    List<NodeDef> parts = new ArrayList<>(List.of(axis));
    parts.add(split(node, name + "/pictures", axis, node.getInput(0), groups));
    parts.add(split(node, name + "/kernels", axis, node.getInput(1), groups));
    NodeDef.Builder together = Nodes.of(name, "ConcatV2", node, type);
    for (int group = 0; group < groups; group++) {
      NodeDef part =
          node.toBuilder()
              .setName(name + "/group_" + group)
              .setInput(0, name + "/pictures:" + group)
              .setInput(1, name + "/kernels:" + group)
              .build();
      parts.add(part);
      together.addInput(part.getName());
    }
    parts.add(
        together
            .addInput(axis.getName())
            .putAttr("N", AttrValue.newBuilder().setI(groups).build())
            .putAttr("Tidx", AttrValue.newBuilder().setType(DataType.DT_INT32).build())
            .build());
    return parts;
  }

  private static NodeDef split(NodeDef node, String name, NodeDef axis, String of, int groups) {
    return Nodes.of(name, "Split", node, node.getAttrOrThrow("T").getType())
        .putAttr("num_split", AttrValue.newBuilder().setI(groups).build())
        .addInput(axis.getName())
        .addInput(of)
        .build();
  }
}
