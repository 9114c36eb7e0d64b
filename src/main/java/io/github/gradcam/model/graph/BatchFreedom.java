package io.github.gradcam.model.graph;

import io.github.gradcam.model.kernel.Graphs;
import java.util.Collection;
import java.util.stream.IntStream;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorShapeProto;

/**
 * Lets a network that was exported for batches of one size take batches of any: its placeholder
 * forgets the number, and where a reshape names it, the number follows from the values.
 */
public final class BatchFreedom {

  private BatchFreedom() {}

  /**
   * Tells for how many images at once a network was exported.
   *
   * @param placeholder that takes the images
   * @return 0 for any number
   */
  public static long fixed(NodeDef placeholder) {
    TensorShapeProto shape = shape(placeholder);
    return shape.getDimCount() == 4 ? Math.max(0, shape.getDim(0).getSize()) : 0;
  }

  /**
   * Frees the number of images.
   *
   * @param graph without calls; what does not depend on the images is constant
   * @param input the placeholder that takes the images
   * @param ends the tensors that are asked for
   * @return the same network for any number of images, as far as placeholders and reshapes tell
   */
  public static GraphDef of(GraphDef graph, String input, Collection<String> ends) {
    NodeIndex index = new NodeIndex(graph);
    NodeDef placeholder = index.get(input);
    long batch = fixed(placeholder);
    if (batch == 0) {
      return graph;
    }
    GraphEdit edit = new GraphEdit(graph);
    edit.replace(freed(placeholder));
    try (Graph shapes = Graphs.empty()) {
      shapes.importGraphDef(graph);
      for (NodeDef node : graph.getNodeList()) {
        if (node.getOp().equals("Reshape")) {
          freeReshape(edit, shapes.operationOrThrow(node.getName()), node, batch);
        }
      }
    }
    return edit.apply(ends);
  }

  private static void freeReshape(
      GraphEdit edit, GraphOperation reshape, NodeDef node, long batch) {
    Shape shape = reshape.output(0).shape();
    boolean known = !shape.isUnknown() && !shape.hasUnknownDimension();
    if (known && shape.numDimensions() > 0 && shape.get(0) == batch) {
      int[] sizes =
          IntStream.range(0, shape.numDimensions()).map(i -> (int) shape.get(i)).toArray();
      sizes[0] = -1;
      String name = node.getName() + "/any_batch";
      edit.add(ConstantNodes.ints(name, Shape.of(sizes.length), sizes));
      AttrValue type = AttrValue.newBuilder().setType(DataType.DT_INT32).build();
      edit.replace(node.toBuilder().setInput(1, name).putAttr("Tshape", type).build());
    }
  }

  private static NodeDef freed(NodeDef placeholder) {
    TensorShapeProto.Builder shape = shape(placeholder).toBuilder();
    shape.setDim(0, shape.getDim(0).toBuilder().setSize(-1));
    NodeDef.Builder free = placeholder.toBuilder();
    AttrValue any = AttrValue.newBuilder().setShape(shape).build();
    free.putAttr("shape", any);
    if (free.containsAttr("_output_shapes")) {
      free.removeAttr("_output_shapes");
    }
    return free.build();
  }

  private static TensorShapeProto shape(NodeDef placeholder) {
    return placeholder.getAttrOrDefault("shape", AttrValue.getDefaultInstance()).getShape();
  }
}
