package io.github.gradcam.model.graph;

import com.google.protobuf.ByteString;
import io.github.gradcam.model.kernel.Graphs;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * Computes convolutions with gaps in their kernels as plain ones on each of the images that every
 * d-th row and column make. TensorFlow's gradient of the op forgets the gaps: it is another
 * convolution's, without a word.
 */
public final class DilatedConvolutions {

  private static final Set<String> CONVOLUTIONS = Set.of("Conv2D", "DepthwiseConv2dNative");

  private DilatedConvolutions() {}

  /**
   * Rewrites the convolutions of a network, as far as the sides of their inputs are known.
   *
   * @param graph a whole network
   * @return a network of the same values
   */
  public static GraphDef rewrite(GraphDef graph) {
    if (graph.getNodeList().stream().noneMatch(DilatedConvolutions::hasGaps)) {
      return graph;
    }
    GraphDef.Builder changed = graph.toBuilder().clearNode();
    try (Graph shapes = Graphs.empty()) {
      shapes.importGraphDef(graph);
      for (NodeDef node : graph.getNodeList()) {
        changed.addAllNode(
            hasGaps(node) ? parts(node, shapes.operationOrThrow(node.getName())) : List.of(node));
      }
    }
    return changed.build();
  }

  /**
   * Tells whether a network holds convolutions that could not be rewritten.
   *
   * @param graph of the network
   * @return whether gradients must not be taken through some op
   */
  public static boolean areIn(Graph graph) {
    Iterable<GraphOperation> ops = graph::operations;
    return StreamSupport.stream(ops.spliterator(), false).anyMatch(DilatedConvolutions::hasGaps);
  }

  /** Whether TensorFlow's gradient of an op is that of another. */
  static boolean hasGaps(GraphOperation op) {
    return CONVOLUTIONS.contains(op.type())
        && Arrays.stream(op.attributes().getAttrIntList("dilations"))
            .anyMatch(dilation -> dilation != 1);
  }

  private static boolean hasGaps(NodeDef node) {
    return CONVOLUTIONS.contains(node.getOp())
        && ints(node, "dilations").stream().anyMatch(dilation -> dilation != 1);
  }

  private static List<NodeDef> parts(NodeDef node, GraphOperation known) {
    Shape picture = known.input(0).shape();
    Shape kernel = known.input(1).shape();
    String padding = node.getAttrOrThrow("padding").getS().toStringUtf8();
    boolean simple =
        ints(node, "strides").stream().allMatch(step -> step == 1)
            && !node.getAttrOrThrow("data_format").getS().toStringUtf8().equals("NCHW")
            && !padding.equals("EXPLICIT");
    if (!simple || unknown(picture, 1, 2) || unknown(kernel, 0, 1)) {
      return List.of(node);
    }
    int[] rate = new int[2];
    int[] paddings = new int[4];
    int[] crops = new int[4];
    for (int side = 0; side < 2; side++) {
      rate[side] = Math.toIntExact(ints(node, "dilations").get(side + 1));
      int needed = padding.equals("SAME") ? ((int) kernel.get(side) - 1) * rate[side] : 0;
      int whole = (int) picture.get(side + 1) + needed;
      // rows and columns that make the image a whole number of blocks; cut off again at the end
      int surplus = Math.floorMod(-whole, rate[side]);
      paddings[2 * side] = needed / 2;
      paddings[2 * side + 1] = needed - needed / 2 + surplus;
      crops[2 * side + 1] = surplus;
    }
    String name = node.getName();
    NodeDef block = ConstantNodes.ints(name + "/block", Shape.of(2), rate);
    NodeDef padded = ConstantNodes.ints(name + "/paddings", Shape.of(2, 2), paddings);
    NodeDef cut = ConstantNodes.ints(name + "/crops", Shape.of(2, 2), crops);
    NodeDef apart =
        moving(node, name + "/apart", "SpaceToBatchND", "Tpaddings")
            .addInput(node.getInput(0))
            .addInput(block.getName())
            .addInput(padded.getName())
            .build();
    NodeDef convolved =
        node.toBuilder()
            .setName(name + "/convolved")
            .setInput(0, apart.getName())
            .putAttr("dilations", AttrValue.newBuilder().setList(ones()).build())
            .putAttr("padding", text("VALID"))
            .build();
    NodeDef together =
        moving(node, name, "BatchToSpaceND", "Tcrops")
            .addInput(convolved.getName())
            .addInput(block.getName())
            .addInput(cut.getName())
            .build();
    return List.of(block, padded, cut, apart, convolved, together);
  }

  private static NodeDef.Builder moving(NodeDef node, String name, String op, String sizes) {
    AttrValue integers = AttrValue.newBuilder().setType(DataType.DT_INT32).build();
    return Nodes.of(name, op, node, node.getAttrOrThrow("T").getType())
        .putAttr("Tblock_shape", integers)
        .putAttr(sizes, integers);
  }

  private static boolean unknown(Shape shape, int first, int second) {
    return shape.numDimensions() != 4
        || shape.get(first) == Shape.UNKNOWN_SIZE
        || shape.get(second) == Shape.UNKNOWN_SIZE;
  }

  private static List<Long> ints(NodeDef node, String attribute) {
    return node.getAttrOrDefault(attribute, AttrValue.getDefaultInstance()).getList().getIList();
  }

  private static AttrValue.ListValue ones() {
    return AttrValue.ListValue.newBuilder().addAllI(List.of(1L, 1L, 1L, 1L)).build();
  }

  private static AttrValue text(String value) {
    return AttrValue.newBuilder().setS(ByteString.copyFromUtf8(value)).build();
  }
}
