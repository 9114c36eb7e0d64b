package io.github.gradcam.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
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

  private final Graph graph;
  private final List<HeatmapLayer> layers;

  /**
   * Lists the layers in the order of the graph.
   *
   * @param graph the classifier's
   * @param paths its ops
   * @param endpoints its ends
   */
  HeatmapLayers(Graph graph, GraphPaths paths, Endpoints endpoints) {
    this.graph = graph;
    List<HeatmapLayer> own = new ArrayList<>();
    List<HeatmapLayer> all = new ArrayList<>();
    for (String name : paths.ordered(paths.ancestors(endpoints.logits()))) {
      GraphOperation op = graph.operationOrThrow(name);
      if (!isPreprocessing(op)) {
        layer(op, true).ifPresent(layer -> (name.endsWith(OWN_OUTPUT) ? own : all).add(layer));
      }
    }
    layers = List.copyOf(own.isEmpty() ? all : own);
  }

  /** Named by the layer, or by the op where there are no layer scopes. */
  List<HeatmapLayer> all() {
    return layers;
  }

  /** The last layer of each size of feature maps, shallow to deep. */
  List<HeatmapLayer> stages() {
    Map<String, HeatmapLayer> last = new LinkedHashMap<>();
    for (HeatmapLayer layer : layers) {
      if (layer.spatial()) {
        last.put(layer.height() + "x" + layer.width(), layer);
      }
    }
    return List.copyOf(last.values());
  }

  /** The layers whose names a glob matches: {@code *} is any text, {@code ?} any sign. */
  List<HeatmapLayer> matching(String glob) {
    String expression =
        "\\Q" + glob.replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q") + "\\E"; // quoted between
    Pattern pattern = Pattern.compile(expression);
    List<HeatmapLayer> found =
        layers.stream().filter(layer -> pattern.matcher(layer.name()).matches()).toList();
    if (found.isEmpty()) {
      throw unknown(glob);
    }
    return found;
  }

  /**
   * Finds a layer by its name.
   *
   * @param name a layer's name, an op's name, a scope whose last op is meant, or {@value #AUTO}
   * @return the layer; one that the logits do not depend on is not {@link HeatmapLayer#reachable}
   * @throws ModelException if there is none; the message suggests the nearest names
   */
  HeatmapLayer find(String name) {
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
    return found.or(() -> aside(name)).orElseThrow(() -> unknown(name));
  }

  /** An op that is no way to the logits, but has places. */
  private Optional<HeatmapLayer> aside(String name) {
    return Optional.ofNullable(graph.operation(name)).flatMap(op -> layer(op, false));
  }

  private ModelException unknown(String name) {
    List<String> names = layers.stream().map(HeatmapLayer::name).toList();
    if (name.equals(AUTO) || names.isEmpty()) {
      return new ModelException(
          "Expected a layer with spatial extent [N, h, w, K] on the way to the logits, found none");
    }
    return new ModelException(
        "Expected a layer of the model, found '%s'; nearest: %s; `gradcam layers` lists them all"
            .formatted(name, String.join(", ", NearestNames.of(name, names, 3))));
  }

  private static boolean isPreprocessing(GraphOperation op) {
    return op.name().startsWith(Preprocessing.SCOPE + "/")
        || Set.of("Const", "Identity").contains(op.type());
  }

  private static Optional<HeatmapLayer> layer(GraphOperation op, boolean reachable) {
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
        new HeatmapLayer(
            shown, name, (int) shape.get(1), (int) shape.get(2), (int) shape.get(3), reachable));
  }

  private static boolean hasUnknownSide(Shape shape) {
    return shape.get(1) < 1 || shape.get(2) < 1 || shape.get(3) < 1;
  }
}
