package io.github.gradcam.model;

import io.github.gradcam.model.graph.ModelException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.proto.DataType;

/** Which op feeds which, read from a graph once, in the graph's order. */
public final class GraphPaths {

  private final Graph graph;
  private final Map<String, List<String>> inputs = new LinkedHashMap<>();

  public GraphPaths(Graph graph) {
    this.graph = graph;
    for (var operations = graph.operations(); operations.hasNext(); ) {
      GraphOperation op = operations.next();
      List<String> names = new ArrayList<>();
      for (int i = 0; i < op.numInputs(); i++) {
        names.add(op.input(i).op().name());
      }
      inputs.put(op.name(), names);
    }
  }

  /** The ops that an op is computed from, itself among them. */
  public Set<String> ancestors(String op) {
    return ancestors(List.of(op), "");
  }

  /** The ops that are computed from an op, itself among them. */
  public Set<String> descendants(String op) {
    Set<String> found = new HashSet<>(Set.of(op));
    inputs.forEach(
        (name, from) -> {
          if (from.stream().anyMatch(found::contains)) {
            found.add(name);
          }
        });
    return found;
  }

  /** The ops by which an op comes to be an input of another, both among them. */
  public Set<String> between(String begin, String end) {
    Set<String> found = descendants(begin);
    found.retainAll(ancestors(end));
    return found;
  }

  /**
   * The last op through which everything goes that the ends know of a beginning: with its value
   * given, the ends can be computed without the beginning.
   *
   * @param begin an op, the answer where there is no later one
   * @param ends ops, among which the answer may be
   * @return the name of an op with one float output of rank 4, or {@code begin}
   */
  public String cut(String begin, Collection<String> ends) {
    List<String> between = new ArrayList<>(inputs.keySet());
    between.retainAll(ancestors(ends, ""));
    for (int i = between.size() - 1; i >= 0; i--) {
      String candidate = between.get(i);
      if (isFeatureMap(candidate) && !ancestors(ends, candidate).contains(begin)) {
        return candidate;
      }
    }
    return begin;
  }

  /** The ops that are named, in the graph's order. */
  public List<String> ordered(Set<String> names) {
    return inputs.keySet().stream().filter(names::contains).toList();
  }

  List<String> inputs(String op) {
    return Optional.ofNullable(inputs.get(op))
        .orElseThrow(
            () ->
                new ModelException(
                    "Expected an op '%s' in the network, found none; is the model whole?"
                        .formatted(op)));
  }

  private boolean isFeatureMap(String name) {
    GraphOperation op = graph.operationOrThrow(name);
    return op.numOutputs() == 1
        && !op.type().equals("Const")
        && op.output(0).dataType() == DataType.DT_FLOAT
        && op.output(0).shape().numDimensions() == 4;
  }

  /** The ops that ends are computed from, without what lies behind the op that is blocked. */
  public Set<String> ancestors(Collection<String> ends, String blocked) {
    Set<String> seen = new HashSet<>();
    Deque<String> waiting = new ArrayDeque<>(ends);
    while (!waiting.isEmpty()) {
      String op = waiting.remove();
      if (seen.add(op) && !op.equals(blocked)) {
        waiting.addAll(inputs(op));
      }
    }
    return seen;
  }
}
