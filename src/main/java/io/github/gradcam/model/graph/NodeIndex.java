package io.github.gradcam.model.graph;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/** The ops of a graph by name, and which feeds which; control inputs do not count. */
public final class NodeIndex {

  private final Map<String, NodeDef> nodes = new LinkedHashMap<>();
  private final Map<String, Set<String>> consumers = new LinkedHashMap<>();

  /**
   * Reads a graph.
   *
   * @param graph whose ops have names of their own
   */
  public NodeIndex(GraphDef graph) {
    graph.getNodeList().forEach(node -> nodes.put(node.getName(), node));
    for (NodeDef node : graph.getNodeList()) {
      for (String input : node.getInputList()) {
        if (!isControl(input)) {
          consumers.computeIfAbsent(op(input), name -> new LinkedHashSet<>()).add(node.getName());
        }
      }
    }
  }

  /**
   * The op of a tensor.
   *
   * @param tensor such as {@code split:1} or {@code relu}
   * @return such as {@code split}
   */
  public static String op(String tensor) {
    return InputName.of(tensor).op();
  }

  /**
   * The number of a tensor among the outputs of its op.
   *
   * @param tensor such as {@code split:1} or {@code relu}
   * @return 0 where the tensor names none
   */
  public static int output(String tensor) {
    return InputName.of(tensor).index();
  }

  /**
   * Writes a tensor as graphs do.
   *
   * @param op its op
   * @param output its number among the outputs
   * @return without the number where that is 0
   */
  public static String tensor(String op, int output) {
    return new InputName(op, output).toString();
  }

  /**
   * Tells an input that orders from one that brings a value.
   *
   * @param input of a node
   * @return whether it brings no value
   */
  public static boolean isControl(String input) {
    return InputName.of(input).control();
  }

  /**
   * Finds an op.
   *
   * @param name of the op
   * @return empty where there is none
   */
  public Optional<NodeDef> find(String name) {
    return Optional.ofNullable(nodes.get(name));
  }

  /**
   * The op that is known to be there.
   *
   * @param name of the op
   * @return the op
   * @throws IllegalArgumentException if there is none
   */
  public NodeDef get(String name) {
    return find(name).orElseThrow(() -> new IllegalArgumentException("No op " + name));
  }

  /** {@return all ops} */
  public Collection<NodeDef> nodes() {
    return Collections.unmodifiableCollection(nodes.values());
  }

  /**
   * The ops that take an op's outputs.
   *
   * @param name of the op
   * @return their names, none twice
   */
  public Set<String> consumers(String name) {
    return Collections.unmodifiableSet(consumers.getOrDefault(name, Set.of()));
  }

  /**
   * The ops that an op takes values from, in the order of its inputs.
   *
   * @param name of the op
   * @return their names
   */
  public List<String> inputs(String name) {
    return find(name).map(NodeDef::getInputList).stream()
        .flatMap(List::stream)
        .filter(input -> !isControl(input))
        .map(NodeIndex::op)
        .toList();
  }

  /**
   * The ops that others are computed from, themselves among them.
   *
   * @param ends tensors or names of ops
   * @return names
   */
  public Set<String> ancestors(Collection<String> ends) {
    return reached(ops(ends), this::inputs);
  }

  /**
   * The ops that are computed from others, themselves among them.
   *
   * @param beginnings names of ops
   * @return names
   */
  public Set<String> descendants(Collection<String> beginnings) {
    return reached(beginnings, this::consumers);
  }

  /**
   * The ops that others are computed from, themselves among them.
   *
   * @param ends tensors or names of ops
   * @return names, each after those of its inputs
   */
  public List<String> inputsFirst(Collection<String> ends) {
    return GraphOrder.inputsFirst(this, ops(ends));
  }

  /** {@return the ops whose outputs none takes: names in the graph's order} */
  public List<String> ends() {
    return nodes.keySet().stream().filter(name -> consumers(name).isEmpty()).toList();
  }

  private static List<String> ops(Collection<String> tensors) {
    return tensors.stream().map(NodeIndex::op).toList();
  }

  private static Set<String> reached(
      Collection<String> from, java.util.function.Function<String, Collection<String>> next) {
    Set<String> seen = new HashSet<>(from);
    Deque<String> waiting = new ArrayDeque<>(from);
    while (!waiting.isEmpty()) {
      next.apply(waiting.remove()).stream().filter(seen::add).forEach(waiting::add);
    }
    return seen;
  }
}
