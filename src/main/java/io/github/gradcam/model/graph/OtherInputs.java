package io.github.gradcam.model.graph;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * Gives the inputs besides the images, which old networks take, the values that they have at
 * inference: switches for training are off, everything is kept and nothing dropped.
 */
public final class OtherInputs {

  /** floor(keep + random), as dropout was written once. */
  private static final Set<String> KEEPING = Set.of("Add", "AddV2");

  /** random >= rate, as it is written now. */
  private static final Set<String> DROPPING = Set.of("GreaterEqual");

  private static final Set<String> HANDING_ON = Set.of("Identity", "Cast");

  private OtherInputs() {}

  /**
   * Fixes the other inputs.
   *
   * @param graph any network
   * @param input the op that takes the images
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
        edit.replace(atInference(node, index));
      }
    }
    return edit.apply(ends);
  }

  private static NodeDef atInference(NodeDef node, NodeIndex index) {
    DataType type = node.getAttrOrThrow("dtype").getType();
    String name = node.getName().toLowerCase(Locale.ROOT);
    if (type == DataType.DT_BOOL) {
      return ConstantNodes.of(node.getName(), type, Shape.scalar(), ByteBuffer.wrap(new byte[1]));
    }
    boolean keeps = name.contains("keep") || comparesAs(index, node, KEEPING);
    boolean drops =
        List.of("drop", "rate").stream().anyMatch(name::contains)
            || comparesAs(index, node, DROPPING);
    if (type == DataType.DT_FLOAT && (keeps || drops)) {
      ByteBuffer value = ByteBuffer.allocate(Float.BYTES).order(ByteOrder.nativeOrder());
      return ConstantNodes.of(
          node.getName(), type, Shape.scalar(), value.putFloat(keeps ? 1 : 0).flip());
    }
    throw new IllegalArgumentException(
        "Expected images to be all that the network takes, found another input '%s' (%s)"
            .formatted(node.getName(), type));
  }

  /** Whether an op holds the value of an input against random numbers, as dropout does. */
  private static boolean comparesAs(NodeIndex index, NodeDef input, Set<String> ops) {
    Deque<String> values = new ArrayDeque<>(List.of(input.getName()));
    while (!values.isEmpty()) {
      for (String name : index.consumers(values.remove())) {
        NodeDef taker = index.get(name);
        if (HANDING_ON.contains(taker.getOp())) {
          values.add(name);
        } else if (ops.contains(taker.getOp()) && isRandom(index, taker)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isRandom(NodeIndex index, NodeDef node) {
    return index.ancestors(node.getInputList()).stream()
        .anyMatch(name -> index.get(name).getOp().endsWith("RandomUniform"));
  }
}
