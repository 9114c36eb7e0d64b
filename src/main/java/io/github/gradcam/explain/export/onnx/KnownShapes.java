package io.github.gradcam.explain.export.onnx;

import io.github.gradcam.model.graph.ConstantNodes;
import io.github.gradcam.model.graph.NodeIndex;
import io.github.gradcam.model.graph.Pruning;
import io.github.gradcam.model.kernel.Graphs;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Graph;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * Writes down the shapes that TensorFlow infers of reshapes, resized maps and transposed
 * convolutions, so that nothing has to compute them of the images' shape.
 */
final class KnownShapes {

  private KnownShapes() {}

  /** The same network; what it computed of shapes alone is gone where they are known. */
  static GraphDef of(GraphDef graph, Collection<String> ends) {
    NodeIndex index = new NodeIndex(graph);
    List<NodeDef> nodes = new ArrayList<>();
    try (Graph shapes = Graphs.empty()) {
      shapes.importGraphDef(graph);
      for (NodeDef node : graph.getNodeList()) {
        int input = sizes(node.getOp());
        Optional<int[]> known =
            input < 0 || isConstant(index, node.getInput(input))
                ? Optional.empty()
                : known(node, shapes.operationOrThrow(node.getName()).output(0).shape());
        known.ifPresentOrElse(
            sizes -> nodes.addAll(said(node, input, sizes)), () -> nodes.add(node));
      }
    }
    return Pruning.to(graph.toBuilder().clearNode().addAllNode(nodes).build(), ends);
  }

  /** The input that says the shape of the output; -1 for other ops. */
  private static int sizes(String op) {
    return switch (op) {
      case "Conv2DBackpropInput" -> 0;
      case "Reshape", "ResizeBilinear", "ResizeNearestNeighbor", "ResizeBicubic" -> 1;
      default -> -1;
    };
  }

  private static boolean isConstant(NodeIndex index, String tensor) {
    return index.get(NodeIndex.op(tensor)).getOp().equals("Const");
  }

  /** The shape of the output, of which one size may be open; its sides alone for resized maps. */
  private static Optional<int[]> known(NodeDef node, Shape shape) {
    if (shape.isUnknown() || Arrays.stream(shape.asArray()).filter(size -> size < 0).count() > 1) {
      return Optional.empty();
    }
    long[] sizes = shape.asArray();
    if (node.getOp().startsWith("Resize")) {
      return sizes[1] < 0 || sizes[2] < 0
          ? Optional.empty()
          : Optional.of(new int[] {(int) sizes[1], (int) sizes[2]});
    }
    return Optional.of(Arrays.stream(sizes).mapToInt(Math::toIntExact).toArray());
  }

  private static List<NodeDef> said(NodeDef node, int input, int[] sizes) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Integer.BYTES * sizes.length).order(ByteOrder.nativeOrder());
    bytes.asIntBuffer().put(sizes);
    NodeDef constant =
        ConstantNodes.of(
            node.getName() + "/known_shape", DataType.DT_INT32, Shape.of(sizes.length), bytes);
    NodeDef.Builder changed = node.toBuilder().setInput(input, constant.getName());
    if (node.getOp().equals("Reshape")) {
      changed.putAttr("Tshape", AttrValue.newBuilder().setType(DataType.DT_INT32).build());
    }
    return List.of(constant, changed.build());
  }
}
