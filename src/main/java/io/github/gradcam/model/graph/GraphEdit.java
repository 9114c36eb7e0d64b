package io.github.gradcam.model.graph;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/** Changes to a graph, made together: ops put in the place of others, and tensors led elsewhere. */
final class GraphEdit {

  private final GraphDef graph;
  private final Map<String, NodeDef> replaced = new HashMap<>();
  private final Map<String, String> redirected = new HashMap<>();
  private final GraphDef.Builder added = GraphDef.newBuilder();

  GraphEdit(GraphDef graph) {
    this.graph = graph;
  }

  /** Puts an op in the place of the one of the same name. */
  void replace(NodeDef node) {
    replaced.put(node.getName(), node);
  }

  /** Adds an op that none is replaced by; it stands before all others. */
  void add(NodeDef node) {
    added.addNode(node);
  }

  /** Lets all that take a tensor take another. */
  void redirect(String tensor, String to) {
    redirected.put(tensor, to);
  }

  /** What a tensor is after the changes. */
  String now(String tensor) {
    String at = NodeIndex.tensor(NodeIndex.op(tensor), NodeIndex.output(tensor));
    String behind = redirected.get(at);
    return behind == null ? at : now(behind);
  }

  /** The changed graph, without what the ends do not need. */
  GraphDef apply(Collection<String> ends) {
    GraphDef.Builder all = added.clone();
    graph.getNodeList().forEach(node -> all.addNode(wired(node)));
    return Pruning.to(all.build(), ends).toBuilder()
        .setVersions(graph.getVersions())
        .setLibrary(graph.getLibrary())
        .build();
  }

  private NodeDef wired(NodeDef original) {
    NodeDef node = replaced.getOrDefault(original.getName(), original);
    List<String> inputs =
        node.getInputList().stream()
            .filter(input -> !NodeIndex.isControl(input))
            .map(this::now)
            .toList();
    return node.toBuilder().clearInput().addAllInput(inputs).build();
  }
}
