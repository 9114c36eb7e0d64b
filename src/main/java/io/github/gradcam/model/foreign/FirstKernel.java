package io.github.gradcam.model.foreign;

import io.github.gradcam.model.graph.NodeIndex;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorShapeProto;

/** What the first convolution says of the images where their placeholder says nothing. */
final class FirstKernel {

  private static final Set<String> CONVOLUTIONS = Set.of("Conv2D", "DepthwiseConv2dNative");

  /** Ops that leave the channels what they are. */
  private static final Set<String> KEEPING =
      Set.of(
          "Identity",
          "Cast",
          "Sub",
          "Add",
          "AddV2",
          "Mul",
          "Div",
          "RealDiv",
          "Pad",
          "PadV2",
          "MirrorPad",
          "FusedBatchNormV3",
          "ResizeBilinear",
          "ResizeNearestNeighbor",
          "SpaceToBatchND");

  private FirstKernel() {}

  /**
   * The channels that the kernel takes.
   *
   * @param index the network, its weights constants
   * @param input the op that takes the images
   * @return empty where other ops than scaling and padding lie between
   */
  static OptionalInt channels(NodeIndex index, String input) {
    Deque<String> waiting = new ArrayDeque<>(List.of(input));
    Set<String> seen = new HashSet<>(waiting);
    while (!waiting.isEmpty()) {
      for (String name : index.consumers(waiting.remove())) {
        NodeDef node = index.get(name);
        if (CONVOLUTIONS.contains(node.getOp())) {
          return channels(index, node);
        }
        if (KEEPING.contains(node.getOp()) && seen.add(name)) {
          waiting.add(name);
        }
      }
    }
    return OptionalInt.empty();
  }

  /** [rows, columns, channels, filters]. */
  private static OptionalInt channels(NodeIndex index, NodeDef convolution) {
    NodeDef kernel = index.get(NodeIndex.op(convolution.getInput(1)));
    if (!kernel.getOp().equals("Const")) {
      return OptionalInt.empty();
    }
    TensorShapeProto shape = kernel.getAttrOrThrow("value").getTensor().getTensorShape();
    return shape.getDimCount() == 4
        ? OptionalInt.of((int) shape.getDim(2).getSize())
        : OptionalInt.empty();
  }
}
