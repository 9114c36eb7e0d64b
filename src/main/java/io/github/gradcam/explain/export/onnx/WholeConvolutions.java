package io.github.gradcam.explain.export.onnx;

import com.google.protobuf.ByteString;
import io.github.gradcam.model.foreign.lowering.KnownTensor;
import io.github.gradcam.model.graph.NodeIndex;
import io.github.gradcam.model.graph.Pruning;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * Puts convolutions with gaps in their kernels together again, which TensorFlow's gradients need
 * apart: SpaceToBatchND, a plain convolution, BatchToSpaceND. Only TensorFlow has the two.
 */
final class WholeConvolutions {

  private static final Set<String> CONVOLUTIONS = Set.of("Conv2D", "DepthwiseConv2dNative");

  private final NodeIndex index;

  private WholeConvolutions(NodeIndex index) {
    this.index = index;
  }

  /** The same network; those that are apart in another way stay so. */
  static GraphDef restore(GraphDef graph, Collection<String> ends) {
    WholeConvolutions whole = new WholeConvolutions(new NodeIndex(graph));
    Map<String, NodeDef> changed = new LinkedHashMap<>();
    for (NodeDef node : graph.getNodeList()) {
      changed.put(node.getName(), node);
      if (node.getOp().equals("BatchToSpaceND")) {
        whole.of(node).ifPresent(convolution -> changed.put(node.getName(), convolution));
      }
    }
    return Pruning.to(graph.toBuilder().clearNode().addAllNode(changed.values()).build(), ends);
  }

  private Optional<NodeDef> of(NodeDef together) {
    NodeDef convolution = index.get(NodeIndex.op(together.getInput(0)));
    if (!CONVOLUTIONS.contains(convolution.getOp()) || !isPlain(convolution)) {
      return Optional.empty();
    }
    NodeDef apart = index.get(NodeIndex.op(convolution.getInput(0)));
    if (!apart.getOp().equals("SpaceToBatchND")) {
      return Optional.empty();
    }
    long[] block = numbers(apart.getInput(1));
    long[] pads = numbers(apart.getInput(2));
    long[] crops = numbers(together.getInput(2));
    if (block.length != 2
        || pads.length != 4
        || crops.length != 4
        || !Arrays.equals(block, numbers(together.getInput(1)))) {
      return Optional.empty();
    }
    AttrValue.ListValue.Builder around = AttrValue.ListValue.newBuilder();
    around.addI(0).addI(0);
    for (int i = 0; i < pads.length; i++) {
      if (pads[i] < crops[i]) {
        return Optional.empty();
      }
      around.addI(pads[i] - crops[i]); // what is cut off again need not be put around
    }
    around.addI(0).addI(0);
    return Optional.of(
        convolution.toBuilder()
            .setName(together.getName())
            .setInput(0, apart.getInput(0))
            .putAttr(
                "dilations",
                list(
                    AttrValue.ListValue.newBuilder().addI(1).addI(block[0]).addI(block[1]).addI(1)))
            .putAttr(
                "padding", AttrValue.newBuilder().setS(ByteString.copyFromUtf8("EXPLICIT")).build())
            .putAttr("explicit_paddings", list(around))
            .build());
  }

  private boolean isPlain(NodeDef convolution) {
    return convolution.getAttrOrThrow("padding").getS().toStringUtf8().equals("VALID")
        && ones(convolution, "strides")
        && ones(convolution, "dilations")
        && index.consumers(convolution.getName()).size() == 1;
  }

  private static boolean ones(NodeDef node, String attribute) {
    return node
        .getAttrOrDefault(attribute, AttrValue.getDefaultInstance())
        .getList()
        .getIList()
        .stream()
        .allMatch(number -> number == 1);
  }

  private static AttrValue list(AttrValue.ListValue.Builder numbers) {
    return AttrValue.newBuilder().setList(numbers).build();
  }

  /** None where they depend on the images. */
  private long[] numbers(String tensor) {
    NodeDef constant = index.get(NodeIndex.op(tensor));
    return constant.getOp().equals("Const")
        ? KnownTensor.of(constant.getAttrOrThrow("value").getTensor()).longs()
        : new long[0];
  }
}
