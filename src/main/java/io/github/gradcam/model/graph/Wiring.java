package io.github.gradcam.model.graph;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/** Which op feeds which in a list of ops. */
final class Wiring {

  private final Map<String, NodeDef> nodes = new LinkedHashMap<>();
  private final Map<String, Integer> uses = new HashMap<>();
  private final Set<String> withLaterOutputs = new HashSet<>();

  Wiring(GraphDef graph) {
    for (NodeDef node : graph.getNodeList()) {
      nodes.put(node.getName(), node);
      node.getInputList().stream().map(InputName::of).forEach(this::use);
    }
  }

  /** Counts another use of an op, by the network or by who asks for its value. */
  void use(InputName input) {
    uses.merge(input.op(), 1, Integer::sum);
    if (input.index() > 0) {
      withLaterOutputs.add(input.op());
    }
  }

  Optional<NodeDef> node(String name) {
    return Optional.ofNullable(nodes.get(name));
  }

  /** The op that gives an input as its first output. */
  Optional<NodeDef> input(NodeDef node, int number) {
    if (number >= node.getInputCount()) {
      return Optional.empty();
    }
    InputName input = InputName.of(node.getInput(number));
    return input.index() == 0 ? node(input.op()) : Optional.empty();
  }

  /** How often an op is used, be it that it is only waited for. */
  int uses(NodeDef node) {
    return uses.getOrDefault(node.getName(), 0);
  }

  /** Whether an output besides the first is used. */
  boolean usesLaterOutputs(NodeDef node) {
    return withLaterOutputs.contains(node.getName());
  }

  /** The inputs of an op that it only waits for. */
  static List<String> waitedFor(NodeDef node) {
    return node.getInputList().stream().filter(input -> InputName.of(input).control()).toList();
  }
}
