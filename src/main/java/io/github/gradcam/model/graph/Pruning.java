package io.github.gradcam.model.graph;

import com.google.protobuf.ByteString;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/** Leaves out the ops that nobody asks for. */
public final class Pruning {

  private static final String COLOCATION = "_class";
  private static final String LOCATION = "loc:@";

  private Pruning() {}

  /**
   * Keeps some ops and all that they are computed from or wait for.
   *
   * @param graph any network
   * @param tensors to keep, such as {@code dense/Softmax} or {@code split:1}
   * @return the ops that are needed, in their order; functions stay
   */
  public static GraphDef to(GraphDef graph, Collection<String> tensors) {
    Set<String> needed = needed(graph, tensors);
    GraphDef.Builder pruned = graph.toBuilder().clearNode();
    for (NodeDef node : graph.getNodeList()) {
      if (needed.contains(node.getName())) {
        pruned.addNode(apart(node, needed));
      }
    }
    return pruned.build();
  }

  private static Set<String> needed(GraphDef graph, Collection<String> tensors) {
    Map<String, NodeDef> nodes = new HashMap<>();
    graph.getNodeList().forEach(node -> nodes.put(node.getName(), node));
    Set<String> needed = new HashSet<>();
    Deque<String> waiting = new ArrayDeque<>();
    tensors.forEach(tensor -> waiting.add(InputName.of(tensor).op()));
    while (!waiting.isEmpty()) {
      NodeDef node = nodes.get(waiting.remove());
      if (node != null && needed.add(node.getName())) {
        node.getInputList().forEach(input -> waiting.add(InputName.of(input).op()));
      }
    }
    return needed;
  }

  /** Without the wish to be beside an op that is gone. */
  private static NodeDef apart(NodeDef node, Set<String> present) {
    AttrValue beside = node.getAttrMap().get(COLOCATION);
    return beside == null || beside.getList().getSList().stream().allMatch(s -> has(s, present))
        ? node
        : node.toBuilder().removeAttr(COLOCATION).build();
  }

  private static boolean has(ByteString place, Set<String> present) {
    String text = place.toStringUtf8();
    return text.startsWith(LOCATION) && present.contains(text.substring(LOCATION.length()));
  }
}
