package io.github.gradcam.model.graph;

import io.github.gradcam.model.kernel.Graphs;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.TensorFlow;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * Computes once what does not depend on the images, and puts the values in its place: kernels that
 * are put together of parts, batch normalisation written out, shapes. Ops that only hand a constant
 * on are left out.
 */
public final class ConstantFolding {

  private static final Set<String> PASSING = Set.of("Identity", "StopGradient", "Snapshot");
  private static final String CONST = "Const";
  private static final String PLACEHOLDER = "Placeholder";

  private static final Set<DataType> FOREIGN =
      Set.of(
          DataType.DT_STRING,
          DataType.DT_UINT64,
          DataType.DT_UINT32,
          DataType.DT_RESOURCE,
          DataType.DT_VARIANT);

  private ConstantFolding() {}

  /**
   * Folds.
   *
   * @param graph without calls and variables
   * @param input the op whose values change from image to image
   * @param ends the tensors that are asked for
   * @return the ops that the ends depend on
   */
  public static GraphDef of(GraphDef graph, String input, Collection<String> ends) {
    GraphDef passed = withoutPassing(Pruning.to(graph, ends), ends);
    Set<String> values = frontier(passed, input);
    if (values.isEmpty()) {
      return passed;
    }
    GraphEdit edit = new GraphEdit(passed);
    List<String> tensors = List.copyOf(values);
    try (Graph constant = Graphs.empty()) {
      constant.importGraphDef(Pruning.to(passed, tensors));
      TensorSizes.check(constant);
      try (Session session = new Session(constant)) {
        Session.Runner runner = session.runner();
        tensors.forEach(runner::fetch);
        try (Result result = runner.run()) {
          for (int i = 0; i < tensors.size(); i++) {
            String name =
                NodeIndex.op(tensors.get(i)) + "/folded_" + NodeIndex.output(tensors.get(i));
            edit.add(ConstantNodes.of(name, result.get(i)));
            edit.redirect(tensors.get(i), name);
          }
        }
      }
    }
    return edit.apply(ends);
  }

  private static GraphDef withoutPassing(GraphDef graph, Collection<String> ends) {
    NodeIndex index = new NodeIndex(graph);
    GraphEdit edit = new GraphEdit(graph);
    Set<String> constants = new HashSet<>();
    for (NodeDef node : ordered(index, ends)) {
      if (node.getOp().equals(CONST)) {
        constants.add(node.getName());
      } else if (PASSING.contains(node.getOp())
          && constants.contains(NodeIndex.op(node.getInput(0)))) {
        constants.add(node.getName());
        edit.redirect(node.getName(), node.getInput(0));
      }
    }
    return edit.apply(ends);
  }

  /** Inputs before what takes them. */
  private static List<NodeDef> ordered(NodeIndex index, Collection<String> ends) {
    return index.inputsFirst(ends).stream().map(index::get).toList();
  }

  /** The tensors that are the same for all images, and are taken by ops that are not. */
  private static Set<String> frontier(GraphDef graph, String input) {
    NodeIndex index = new NodeIndex(graph);
    Set<String> varying = varying(index, input);
    Set<String> tensors = new LinkedHashSet<>();
    for (NodeDef node : graph.getNodeList()) {
      if (varying.contains(node.getName())) {
        for (String tensor : node.getInputList()) {
          boolean fixed = !varying.contains(NodeIndex.op(tensor));
          if (fixed && !index.get(NodeIndex.op(tensor)).getOp().equals(CONST)) {
            tensors.add(tensor);
          }
        }
      }
    }
    return tensors;
  }

  /** What depends on the images, on other things that are fed, or on what has a state. */
  private static Set<String> varying(NodeIndex index, String input) {
    List<String> sources = new ArrayList<>(List.of(input));
    for (NodeDef node : index.nodes()) {
      boolean fed = node.getOp().startsWith(PLACEHOLDER);
      if (fed || isForeign(node) || TensorFlow.isOpStateful(node.getOp())) {
        sources.add(node.getName());
      }
    }
    return index.descendants(sources);
  }

  /** Whether an op has to do with values that are no numbers of Java's. */
  private static boolean isForeign(NodeDef node) {
    return node.getAttrMap().values().stream().anyMatch(value -> FOREIGN.contains(value.getType()));
  }
}
