package io.github.gradcam.model;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;

/**
 * Picks the layer that {@code auto} stands for: where evidence was last made, and fine enough to
 * tell places. Poolings, dropouts and paddings behind it make none.
 */
final class AutoLayer {

  private static final Set<String> ACTIVATIONS =
      Set.of(
          "Relu",
          "Relu6",
          "LeakyRelu",
          "Elu",
          "Selu",
          "Softplus",
          "Softsign",
          "Tanh",
          "Sigmoid",
          "Maximum");

  /** Ops that choose, average or move what they are given. */
  private static final Set<String> HANDING_ON =
      Set.of(
          "Identity",
          "MaxPool",
          "MaxPoolV2",
          "AvgPool",
          "Mean",
          "Max",
          "Pad",
          "PadV2",
          "MirrorPad",
          "Reshape",
          "Squeeze",
          "Transpose",
          "ResizeBilinear",
          "ResizeNearestNeighbor");

  private final Graph graph;
  private final GraphPaths paths;
  private final Endpoints endpoints;
  private final List<HeatmapLayer> layers;
  private final Set<String> ops;

  AutoLayer(Graph graph, GraphPaths paths, Endpoints endpoints, List<HeatmapLayer> layers) {
    this.graph = graph;
    this.paths = paths;
    this.endpoints = endpoints;
    this.layers = layers;
    this.ops = layers.stream().map(HeatmapLayer::op).collect(Collectors.toSet());
  }

  /** Empty where no layer has places. */
  Optional<HeatmapLayer> pick() {
    return last(layer -> layer.fine() && !handsOn(layer))
        .or(() -> last(layer -> layer.spatial() && !handsOn(layer)))
        .map(this::activated)
        .or(() -> last(HeatmapLayer::spatial));
  }

  /** The last activation as fine as a layer that all evidence goes through, or the layer itself. */
  private HeatmapLayer activated(HeatmapLayer made) {
    return last(layer ->
            layer.height() == made.height()
                && layer.width() == made.width()
                && activates(layer)
                && takesAll(layer))
        .orElse(made);
  }

  private Optional<HeatmapLayer> last(Predicate<HeatmapLayer> condition) {
    for (int i = layers.size() - 1; i >= 0; i--) {
      if (condition.test(layers.get(i))) {
        return Optional.of(layers.get(i));
      }
    }
    return Optional.empty();
  }

  private boolean handsOn(HeatmapLayer layer) {
    return HANDING_ON.contains(maker(layer).type());
  }

  private boolean activates(HeatmapLayer layer) {
    GraphOperation op = maker(layer);
    return ACTIVATIONS.contains(op.type())
        || (op.type().equals("Mul")
            && paths.inputs(op.name()).stream()
                .anyMatch(input -> graph.operationOrThrow(input).type().equals("Sigmoid")));
  }

  /** Whether no way leads around it, as one leads around each branch of an inception block. */
  private boolean takesAll(HeatmapLayer layer) {
    return !paths.ancestors(List.of(endpoints.logits()), layer.op()).contains(endpoints.input());
  }

  /** The op whose output the layer's name stands for; the layer's own where that is another's. */
  private GraphOperation maker(HeatmapLayer layer) {
    GraphOperation op = graph.operationOrThrow(layer.op());
    while (op.type().equals("Identity")) {
      GraphOperation before = graph.operationOrThrow(op.input(0).op().name());
      if (ops.contains(before.name())) {
        return op;
      }
      op = before;
    }
    return op;
  }
}
