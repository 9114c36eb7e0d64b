package io.github.gradcam.model.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operation;
import org.tensorflow.Output;

/**
 * Finds the ops between a layer and the logits through which TensorFlow cannot take a gradient.
 * Each type of op is tried once, alone in a graph of its own.
 */
public final class MissingGradients {

  /**
   * An op without a gradient.
   *
   * @param op its name
   * @param type such as {@code EnsureShape}
   */
  public record Gap(String op, String type) {}

  private final List<GraphOperation> ops = new ArrayList<>();
  private final Set<String> toLogits = new HashSet<>();
  private final Map<String, Boolean> differentiable = new HashMap<>();
  private final GradientTrial trial;

  /**
   * Reads a network.
   *
   * @param graph stays the caller's to close, after this
   * @param logits the op that gives them
   */
  public MissingGradients(Graph graph, String logits) {
    graph.operations().forEachRemaining(ops::add);
    trial = new GradientTrial(graph);
    Deque<Operation> waiting = new ArrayDeque<>(List.of(graph.operationOrThrow(logits)));
    while (!waiting.isEmpty()) {
      Operation op = waiting.remove();
      if (toLogits.add(op.name())) {
        floating(op).forEach(input -> waiting.add(input.op()));
      }
    }
  }

  /**
   * Lists what stands in the way of a gradient.
   *
   * @param layer the op whose output the gradient is asked for
   * @return from the layer to the logits; empty where the gradient can be taken
   */
  public List<Gap> between(String layer) {
    return wayFrom(layer).stream()
        .filter(op -> !op.name().equals(layer) && !differentiable(op))
        .map(op -> new Gap(op.name(), op.type()))
        .toList();
  }

  /**
   * Finds the layer to ask for instead.
   *
   * @param layer an op with a gap behind it
   * @param layers ops to choose from, shallow to deep
   * @return the first after the last gap; empty where there is none
   */
  public Optional<String> nearest(String layer, List<String> layers) {
    Set<String> gaps = new HashSet<>();
    between(layer).forEach(gap -> gaps.add(gap.op()));
    Set<String> way = names(wayFrom(layer));
    return layers.stream()
        .filter(way::contains)
        .filter(other -> wayFrom(other).stream().allMatch(op -> free(op, other, gaps)))
        .findFirst();
  }

  private static boolean free(Operation op, String layer, Set<String> gaps) {
    return op.name().equals(layer) || !gaps.contains(op.name());
  }

  private static Set<String> names(List<GraphOperation> ops) {
    return ops.stream().map(Operation::name).collect(Collectors.toSet());
  }

  /** The ops on the way from an op to the logits, itself among them. */
  private List<GraphOperation> wayFrom(String start) {
    Set<String> seen = new HashSet<>(Set.of(start));
    List<GraphOperation> way = new ArrayList<>();
    for (GraphOperation op : ops) {
      boolean follows =
          op.name().equals(start)
              || floating(op).stream().anyMatch(input -> seen.contains(input.op().name()));
      if (follows && toLogits.contains(op.name())) {
        seen.add(op.name());
        way.add(op);
      }
    }
    return way;
  }

  /**
   * Tells whether a gradient was found: where an op stops it, TensorFlow hands out one that is
   * nowhere.
   *
   * @param gradient as {@link Graph#addGradients} gives it
   * @return whether it can be computed
   */
  public static boolean found(Output<?> gradient) {
    return GradientTrial.found(gradient);
  }

  private boolean differentiable(GraphOperation op) {
    return !DilatedConvolutions.hasGaps(op)
        && differentiable.computeIfAbsent(op.type(), type -> trial.succeeds(op));
  }

  /** The inputs through which a gradient could go. */
  private static List<Output<?>> floating(Operation op) {
    return GradientTrial.inputs(op).stream().filter(GradientTrial::floating).toList();
  }
}
