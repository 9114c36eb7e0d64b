package io.github.gradcam.model;

import io.github.gradcam.model.graph.ModelException;
import io.github.gradcam.model.layer.LayerScope;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * Finds the layers of a graph that are fit for a heatmap: on the way to the logits, with places.
 */
final class HeatmapLayers {

  /** What {@code --layer} says for the one that {@link AutoLayer} picks. */
  static final String AUTO = "auto";

  private static final String ALL = "all";
  private static final String STAGES = "stages";
  private static final String OWN_OUTPUT = "/" + LayerScope.OUTPUT;
  private static final String PASSING = "Identity";
  private static final int RANK = 4;

  private final Graph graph;
  private final Set<String> fromInput;
  private final Set<String> toLogits;
  private final Map<String, String> names;
  private final boolean own;
  private final List<HeatmapLayer> layers;
  private final AutoLayer auto;

  /**
   * Lists the layers in the order of the graph.
   *
   * @param graph the classifier's
   * @param paths its ops
   * @param endpoints its ends
   */
  HeatmapLayers(Graph graph, GraphPaths paths, Endpoints endpoints) {
    this.graph = graph;
    this.toLogits = paths.ancestors(endpoints.logits());
    this.fromInput = paths.descendants(endpoints.input());
    fromInput.remove(endpoints.input());
    Set<String> network = new HashSet<>(fromInput);
    network.retainAll(toLogits);
    this.names = endpoints.layers();
    this.own = endpoints.equals(Endpoints.OWN);
    layers =
        paths.ordered(network).stream()
            .map(graph::operationOrThrow)
            .filter(this::isLayer)
            .flatMap(op -> layer(op).stream())
            .toList();
    auto = new AutoLayer(graph, paths, endpoints, layers);
  }

  /** Named by the layer, or by the op where there are no layer scopes. */
  List<HeatmapLayer> all() {
    return layers;
  }

  /** The last layer of each size of feature maps, shallow to deep. */
  private List<HeatmapLayer> stages() {
    Map<String, HeatmapLayer> last = new LinkedHashMap<>();
    for (HeatmapLayer layer : layers) {
      if (layer.spatial()) {
        String size = layer.height() + "x" + layer.width();
        last.remove(size);
        last.put(size, layer);
      }
    }
    return List.copyOf(last.values());
  }

  /** The layers that a name, a glob or a word stands for. */
  List<HeatmapLayer> named(String name) {
    if (name.equals(ALL)) {
      return layers.stream().filter(HeatmapLayer::spatial).toList();
    } else if (name.equals(STAGES)) {
      return stages();
    }
    return name.contains("*") || name.contains("?") ? matching(name) : List.of(find(name));
  }

  /** The layers whose names a glob matches: {@code *} is any text, {@code ?} any sign. */
  private List<HeatmapLayer> matching(String glob) {
    String expression =
        "\\Q" + glob.replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q") + "\\E"; // quoted between
    Pattern pattern = Pattern.compile(expression);
    List<HeatmapLayer> found =
        layers.stream()
            .filter(
                layer ->
                    Stream.concat(Stream.of(layer.name()), layer.module().stream())
                        .anyMatch(each -> pattern.matcher(each).matches()))
            .toList();
    if (found.isEmpty()) {
      throw unknown(glob);
    }
    return found;
  }

  /**
   * Finds a layer by its name.
   *
   * @param name a layer's name, an op's name, a scope or a module of PyTorch's whose last op is
   *     meant, or {@value #AUTO}
   * @return the layer; one that the logits do not depend on is not {@link HeatmapLayer#reachable}
   * @throws ModelException if there is none; the message suggests the nearest names
   */
  HeatmapLayer find(String name) {
    return Optional.of(name)
        .filter(AUTO::equals)
        .flatMap(word -> auto.pick())
        .or(() -> last(layer -> layer.name().equals(name) || layer.op().equals(name)))
        .or(() -> last(layer -> layer.op().startsWith(name + "/")))
        .or(() -> last(layer -> isWithin(layer, name)))
        .or(() -> unlisted(name))
        .orElseThrow(() -> unknown(name));
  }

  private static boolean isWithin(HeatmapLayer layer, String module) {
    return layer.module().filter(own -> ModulePath.isWithin(own, module)).isPresent();
  }

  private Optional<HeatmapLayer> last(Predicate<HeatmapLayer> condition) {
    return layers.stream().filter(condition).reduce((earlier, later) -> later);
  }

  /** An op that is computed from the input and has places, be it on the way to the logits. */
  private Optional<HeatmapLayer> unlisted(String name) {
    return fromInput.contains(name) ? layer(graph.operationOrThrow(name)) : Optional.empty();
  }

  private ModelException unknown(String name) {
    List<String> names =
        layers.stream()
            .flatMap(layer -> Stream.concat(Stream.of(layer.name()), layer.module().stream()))
            .distinct()
            .toList();
    if (name.equals(AUTO) || names.isEmpty()) {
      return new ModelException(
          "Expected a layer with spatial extent [N, h, w, K] on the way to the logits, found none");
    }
    return new ModelException(
        "Expected a layer of the model, found '%s'; nearest: %s; `gradcam layers` lists them all"
            .formatted(name, String.join(", ", NearestNames.of(name, names, 3))));
  }

  private Optional<HeatmapLayer> layer(GraphOperation op) {
    if (op.numOutputs() < 1 || op.output(0).dataType() != DataType.DT_FLOAT) {
      return Optional.empty();
    }
    Shape shape = op.output(0).shape();
    if (shape.isUnknown() || shape.numDimensions() != RANK || hasUnknownSide(shape)) {
      return Optional.empty();
    }
    String name = op.name();
    return Optional.of(
        new HeatmapLayer(
            shown(name),
            name,
            (int) shape.get(1),
            (int) shape.get(2),
            (int) shape.get(3),
            toLogits.contains(name)));
  }

  private boolean isLayer(GraphOperation op) {
    if (own) {
      return op.name().endsWith(OWN_OUTPUT);
    }
    return names.isEmpty() ? !op.type().equals(PASSING) : names.containsKey(op.name());
  }

  private String shown(String op) {
    return own && op.endsWith(OWN_OUTPUT)
        ? op.substring(0, op.length() - OWN_OUTPUT.length())
        : names.getOrDefault(op, op);
  }

  private static boolean hasUnknownSide(Shape shape) {
    return shape.get(1) < 1 || shape.get(2) < 1 || shape.get(3) < 1;
  }
}
