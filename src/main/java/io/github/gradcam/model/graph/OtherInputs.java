package io.github.gradcam.model.graph;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * Gives the inputs besides the pictures, which old networks take, the values that they have at
 * inference: switches for training are off, everything is kept and nothing dropped.
 */
public final class OtherInputs {

  private OtherInputs() {}

  /**
   * Fixes the other inputs.
   *
   * @param graph any network
   * @param input the op that takes the pictures
   * @param ends the tensors that are asked for
   * @return the network without other inputs that the ends need
   * @throws IllegalArgumentException if one of them has a value that cannot be known
   */
  public static GraphDef fix(GraphDef graph, String input, Collection<String> ends) {
    NodeIndex index = new NodeIndex(graph);
    Set<String> needed = index.ancestors(ends);
    GraphEdit edit = new GraphEdit(graph);
    for (NodeDef node : graph.getNodeList()) {
      boolean other = node.getOp().equals("Placeholder") && !node.getName().equals(input);
      if (other && needed.contains(node.getName())) {
        edit.replace(atInference(node));
      }
    }
    return edit.apply(ends);
  }

  private static NodeDef atInference(NodeDef node) {
    DataType type = node.getAttrOrThrow("dtype").getType();
    String name = node.getName().toLowerCase(Locale.ROOT);
    if (type == DataType.DT_BOOL) {
      return ConstantNodes.of(node.getName(), type, Shape.scalar(), ByteBuffer.wrap(new byte[1]));
    }
    boolean keeps = name.contains("keep");
    if (type == DataType.DT_FLOAT
        && (keeps || List.of("drop", "rate").stream().anyMatch(name::contains))) {
      ByteBuffer value = ByteBuffer.allocate(Float.BYTES).order(ByteOrder.nativeOrder());
      return ConstantNodes.of(
          node.getName(), type, Shape.scalar(), value.putFloat(keeps ? 1 : 0).flip());
    }
    throw new IllegalArgumentException(
        "Expected pictures to be all that the network takes, found another input '%s' (%s)"
            .formatted(node.getName(), type));
  }
}
