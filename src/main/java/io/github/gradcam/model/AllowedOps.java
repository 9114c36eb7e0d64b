package io.github.gradcam.model;

import io.github.gradcam.model.graph.ModelException;
import io.github.gradcam.model.graph.OpOutputs;
import io.github.gradcam.model.graph.Pruning;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.FunctionDefLibrary;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.NodeDef;

/**
 * The wall between a model file and the computer: what a file brings is run only if all its ops
 * compute and do nothing else. The list names what is allowed, so that an op of a later TensorFlow
 * is refused until someone has looked at it.
 */
public final class AllowedOps {

  private static final Set<String> COMPUTING = listed();

  private final Map<String, FunctionDef> functions = new HashMap<>();
  private final Set<String> reached = new LinkedHashSet<>();
  private final Deque<String> waiting = new ArrayDeque<>();
  private final Set<String> allowed;
  private final Path model;

  private AllowedOps(GraphDef graph, Path model, Set<String> besides) {
    this.model = model;
    this.allowed = new HashSet<>(COMPUTING);
    this.allowed.addAll(besides);
    graph
        .getLibrary()
        .getFunctionList()
        .forEach(function -> functions.put(function.getSignature().getName(), function));
  }

  /**
   * Takes out of a model's graph what some ends need, and refuses it if any of it does more than
   * compute.
   *
   * @param graph as the file has it
   * @param ends tensors or ops that are asked for
   * @param model the file, for messages
   * @param besides ops that are allowed here besides
   * @return the ops and functions that the ends are computed from or wait for, all allowed
   * @throws ModelException if one is not allowed; the message names it
   */
  public static GraphDef needed(
      GraphDef graph, Collection<String> ends, Path model, String... besides) {
    GraphDef pruned = Pruning.to(graph, ends);
    AllowedOps check = new AllowedOps(graph, model, Set.of(besides));
    pruned.getNodeList().forEach(check::visit);
    while (!check.waiting.isEmpty()) {
      FunctionDef function = check.functions.get(check.waiting.remove());
      if (function != null) {
        function.getNodeDefList().forEach(check::visit);
      }
    }
    FunctionDefLibrary.Builder library = FunctionDefLibrary.newBuilder();
    check.reached.stream()
        .map(check.functions::get)
        .filter(Objects::nonNull)
        .forEach(library::addFunction);
    return pruned.toBuilder().setLibrary(library).build();
  }

  /**
   * Refuses a graph if any of its ops or functions does more than compute.
   *
   * @param graph as the file has it
   * @param model the file, for messages
   * @return the graph, without functions that nothing calls
   * @throws ModelException if one is not allowed; the message names it
   */
  public static GraphDef all(GraphDef graph, Path model) {
    return needed(graph, graph.getNodeList().stream().map(NodeDef::getName).toList(), model);
  }

  private void visit(NodeDef node) {
    String op = node.getOp();
    // Only what is not listed is looked up: TensorFlow takes long to tell all its ops.
    if (!allowed.contains(op) && (OpOutputs.isRegistered(op) || !functions.containsKey(op))) {
      throw new ModelException(
          "Expected ops that only compute in %s, found %s ('%s'), which %s; export the model for inference, without it"
              .formatted(
                  model,
                  op,
                  node.getName(),
                  OpOutputs.isRegistered(op)
                      ? "may use files, the network, processes or Python and is never run"
                      : "this TensorFlow does not know"));
    }
    reach(op);
    node.getAttrMap().values().stream().flatMap(AllowedOps::called).forEach(this::reach);
  }

  private void reach(String function) {
    if (functions.containsKey(function) && reached.add(function)) {
      waiting.add(function);
    }
  }

  private static Stream<String> called(AttrValue value) {
    Stream<NameAttrList> listed = value.getList().getFuncList().stream();
    Stream<NameAttrList> all =
        value.hasFunc() ? Stream.concat(Stream.of(value.getFunc()), listed) : listed;
    return all.flatMap(
        function ->
            Stream.concat(
                Stream.of(function.getName()),
                function.getAttrMap().values().stream().flatMap(AllowedOps::called)));
  }

  private static Set<String> listed() {
    try (InputStream list =
        Objects.requireNonNull(AllowedOps.class.getResourceAsStream("allowed-ops.txt"))) {
      String text = new String(list.readAllBytes(), StandardCharsets.UTF_8);
      return Set.copyOf(List.of(text.strip().split("\\R")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
