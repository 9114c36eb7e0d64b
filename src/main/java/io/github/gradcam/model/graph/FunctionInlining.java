package io.github.gradcam.model.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef.ArgDef;

/**
 * Replaces calls of functions, at any depth, by the ops of the functions, so that every activation
 * has a name in the graph. The words that only say that something was called are left out of the
 * names, so that an op is called as where it was written: {@code model/conv2d/Relu}. Inputs that
 * only order are left out.
 */
public final class FunctionInlining {

  private static final Set<String> CALLS = Set.of("PartitionedCall", "StatefulPartitionedCall");
  private static final String CALL_WORDS = "(?:Stateful)?PartitionedCall(?:_\\d+)?";

  /** What was true of the ops before others took the place of some of them. */
  private static final List<String> STALE = List.of("_output_shapes", "_class");

  private static final int DEEPEST = 100;

  private final Map<String, FunctionDef> functions = new HashMap<>();
  private final OpOutputs outputs = new OpOutputs(functions);
  private final List<NodeDef> flat = new ArrayList<>();
  private final Set<String> taken = new HashSet<>();

  /** What stands for each output of a call. */
  private final Map<String, String> results = new HashMap<>();

  private FunctionInlining(GraphDef graph) {
    graph
        .getLibrary()
        .getFunctionList()
        .forEach(function -> functions.put(function.getSignature().getName(), function));
  }

  /**
   * Inlines the calls that some tensors depend on.
   *
   * @param graph with its functions
   * @param ends the tensors that are asked for
   * @param rename is told, for each end that was a call, what gives its outputs now
   * @return the ops that the ends depend on; functions are kept for control flow only
   * @throws IllegalArgumentException if a function calls itself, or an op is unknown to TensorFlow
   */
  public static GraphDef of(GraphDef graph, Collection<String> ends, Map<String, String> rename) {
    FunctionInlining inlining = new FunctionInlining(graph);
    Set<String> needed = new NodeIndex(graph).ancestors(ends);
    List<NodeDef> nodes =
        graph.getNodeList().stream().filter(node -> needed.contains(node.getName())).toList();
    inlining.taken.addAll(needed);
    for (NodeDef node : nodes) {
      inlining.add(node.getName(), node, input -> input, Map.of(), 0);
    }
    inlining.results.keySet().forEach(tensor -> rename.put(tensor, inlining.resolved(tensor)));
    GraphDef.Builder flat = GraphDef.newBuilder().setVersions(graph.getVersions());
    inlining.flat.forEach(node -> flat.addNode(inlining.wired(node)));
    inlining.addFunctions(graph, flat);
    return flat.build();
  }

  private void add(
      String name,
      NodeDef node,
      UnaryOperator<String> caller,
      Map<String, AttrValue> settings,
      int depth) {
    NodeDef.Builder own = node.toBuilder().setName(name).clearInput();
    STALE.forEach(own::removeAttr);
    node.getInputList().stream()
        .filter(input -> !NodeIndex.isControl(input))
        .forEach(input -> own.addInput(caller.apply(input)));
    settings(own, settings);
    FunctionDef function = called(own);
    if (function == null) {
      flat.add(own.build());
    } else if (depth > DEEPEST) {
      throw new IllegalArgumentException(
          "Expected functions that end, found '%s' calling itself".formatted(node.getName()));
    } else {
      call(own.build(), function, depth);
    }
  }

  private @Nullable FunctionDef called(NodeDef.Builder node) {
    String name =
        CALLS.contains(node.getOp()) ? node.getAttrOrThrow("f").getFunc().getName() : node.getOp();
    return functions.get(name);
  }

  private void call(NodeDef call, FunctionDef function, int depth) {
    CallFrame frame = new CallFrame(call, function, outputs);
    String scope = withoutCallWords(call.getName());
    List<String> names = new ArrayList<>();
    for (NodeDef node : function.getNodeDefList()) {
      String name = free(scope + withoutCallWords(node.getName()), node.getName());
      names.add(name);
      frame.put(node, name);
    }
    for (int i = 0; i < names.size(); i++) {
      add(names.get(i), function.getNodeDef(i), frame::tensor, call.getAttrMap(), depth + 1);
    }
    int number = 0;
    for (ArgDef result : function.getSignature().getOutputArgList()) {
      String tensor = frame.tensor(function.getRetOrThrow(result.getName()));
      results.put(NodeIndex.tensor(call.getName(), number++), tensor);
    }
  }

  /** A scope of what is left of a name, ending in a slash; empty where nothing is left. */
  private static String withoutCallWords(String name) {
    String left =
        Arrays.stream(name.split("/", -1))
            .filter(word -> !word.matches(CALL_WORDS))
            .collect(Collectors.joining("/"));
    return left.isEmpty() ? "" : left + "/";
  }

  private String free(String scoped, String name) {
    String wanted = scoped.isEmpty() ? name : scoped.substring(0, scoped.length() - 1);
    String candidate = wanted;
    for (int i = 1; !taken.add(candidate); i++) {
      candidate = wanted + "_" + i;
    }
    return candidate;
  }

  /** The attributes that a function leaves to its caller. */
  private static void settings(NodeDef.Builder node, Map<String, AttrValue> settings) {
    for (Map.Entry<String, AttrValue> attr : Map.copyOf(node.getAttrMap()).entrySet()) {
      AttrValue given = settings.get(attr.getValue().getPlaceholder());
      if (!attr.getValue().getPlaceholder().isEmpty() && given != null) {
        node.putAttr(attr.getKey(), given);
      }
    }
  }

  private NodeDef wired(NodeDef node) {
    List<String> inputs = node.getInputList().stream().map(this::resolved).toList();
    return node.toBuilder().clearInput().addAllInput(inputs).build();
  }

  private String resolved(String tensor) {
    String at = NodeIndex.tensor(NodeIndex.op(tensor), NodeIndex.output(tensor));
    String behind = results.get(at);
    return behind == null ? at : resolved(behind);
  }

  private void addFunctions(GraphDef from, GraphDef.Builder to) {
    boolean used =
        to.getNodeList().stream()
            .anyMatch(
                node ->
                    node.getAttrMap().values().stream()
                        .anyMatch(value -> value.hasFunc() || value.getList().getFuncCount() > 0));
    if (used) {
      to.setLibrary(from.getLibrary());
    }
  }
}
