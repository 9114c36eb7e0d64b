package io.github.gradcam.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * Finds the layers of a graph that are fit for a heatmap: on the way to the logits, with places.
 */
final class HeatmapLayers {

  /** What {@code --layer} says for the last layer with places. */
  static final String AUTO = "auto";

  private static final String OWN_OUTPUT = "/" + LayerScope.OUTPUT;
  private static final int RANK = 4;

  private HeatmapLayers() {}

  /**
   * Lists the layers in the order of the graph.
   *
   * @param graph the classifier's
   * @param endpoints its ends
   * @return at least one place each, named by the layer, or by the op where there are no layer
   *     scopes
   */
  static List<HeatmapLayer> of(Graph graph, Endpoints endpoints) {
    Set<String> between = ancestors(graph, endpoints.logits());
    List<HeatmapLayer> own = new ArrayList<>();
    List<HeatmapLayer> all = new ArrayList<>();
    for (var operations = graph.operations(); operations.hasNext(); ) {
      GraphOperation op = operations.next();
      if (between.contains(op.name()) && !isPreprocessing(op)) {
        layer(op).ifPresent(layer -> (op.name().endsWith(OWN_OUTPUT) ? own : all).add(layer));
      }
    }
    return List.copyOf(own.isEmpty() ? all : own);
  }

  /**
   * Finds a layer by its name.
   *
   * @param layers to choose from, in the order of the graph
   * @param name a layer's name, an op's name, a scope whose last op is meant, or {@value #AUTO}
   * @return the layer
   * @throws ModelException if there is none; the message suggests the nearest names
   */
  static HeatmapLayer find(List<HeatmapLayer> layers, String name) {
    Optional<HeatmapLayer> found = Optional.empty();
    for (HeatmapLayer layer : layers) {
      boolean matches =
          name.equals(AUTO)
              ? layer.spatial()
              : layer.name().equals(name)
                  || layer.op().equals(name)
                  || layer.op().startsWith(name + "/");
      if (matches) {
        found = Optional.of(layer);
      }
    }
    return found.orElseThrow(() -> unknown(layers, name));
  }

  private static ModelException unknown(List<HeatmapLayer> layers, String name) {
    List<String> names = layers.stream().map(HeatmapLayer::name).toList();
    if (name.equals(AUTO) || names.isEmpty()) {
      return new ModelException(
          "Expected a layer with spatial extent [N, h, w, K] on the way to the logits, found none");
    }
    return new ModelException(
        "Expected a layer of the model, found '%s'; nearest: %s; `gradcam layers` lists them all"
            .formatted(name, String.join(", ", NearestNames.of(name, names, 3))));
  }

  private static Set<String> ancestors(Graph graph, String last) {
    Set<String> seen = new HashSet<>();
    Deque<GraphOperation> waiting = new ArrayDeque<>();
    waiting.add(graph.operationOrThrow(last));
    while (!waiting.isEmpty()) {
      GraphOperation op = waiting.remove();
      if (seen.add(op.name())) {
        for (int i = 0; i < op.numInputs(); i++) {
          waiting.add(graph.operationOrThrow(op.input(i).op().name()));
        }
      }
    }
    return seen;
  }

  private static boolean isPreprocessing(GraphOperation op) {
    return op.name().startsWith(Preprocessing.SCOPE + "/")
        || op.type().equals("Const")
        || op.type().equals("Identity");
  }

  private static Optional<HeatmapLayer> layer(GraphOperation op) {
    if (op.numOutputs() < 1 || op.output(0).dataType() != DataType.DT_FLOAT) {
      return Optional.empty();
    }
    Shape shape = op.output(0).shape();
    if (shape.isUnknown() || shape.numDimensions() != RANK || hasUnknownSide(shape)) {
      return Optional.empty();
    }
    String name = op.name();
    String shown =
        name.endsWith(OWN_OUTPUT) ? name.substring(0, name.length() - OWN_OUTPUT.length()) : name;
    return Optional.of(
        new HeatmapLayer(shown, name, (int) shape.get(1), (int) shape.get(2), (int) shape.get(3)));
  }

  private static boolean hasUnknownSide(Shape shape) {
    return shape.get(1) < 1 || shape.get(2) < 1 || shape.get(3) < 1;
  }
}
