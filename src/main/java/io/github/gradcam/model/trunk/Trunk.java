package io.github.gradcam.model.trunk;

import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.ConstantValues;
import io.github.gradcam.model.Endpoints;
import io.github.gradcam.model.GraphPaths;
import io.github.gradcam.model.HeatmapLayer;
import io.github.gradcam.model.ModelCard;
import io.github.gradcam.model.NetworkSession;
import io.github.gradcam.model.graph.ModelException;
import io.github.gradcam.model.kernel.Graphs;
import io.github.gradcam.model.layer.FrozenWeights;
import io.github.gradcam.model.layer.Layers;
import io.github.gradcam.model.layer.Network;
import io.github.gradcam.model.layer.Normalization;
import io.github.gradcam.model.layer.WeightArray;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Output;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.types.TFloat32;

/**
 * A trained network from the pixels to the means of a layer's feature maps, on which a new head can
 * stand. Owns a graph and a session of its own.
 */
public final class Trunk implements AutoCloseable {

  private final Graph graph = Graphs.empty();
  private final Classifier network;
  private final HeatmapLayer layer;
  private final Endpoints ends;
  private final String pooled;
  private final GraphPaths paths;
  private final NetworkSession session;

  /**
   * Takes a network apart.
   *
   * @param network trained, with its weights as constants; stays the caller's
   * @param layer of the network, whose feature maps are averaged
   * @throws ModelException if the layer is not on the way from the images to the logits
   */
  public Trunk(Classifier network, HeatmapLayer layer) {
    this.network = network;
    this.layer = layer;
    this.ends = network.endpoints();
    try {
      graph.importGraphDef(network.until(layer.op()));
      this.pooled = pool();
      this.paths = new GraphPaths(graph);
      this.session = NetworkSession.of(graph, ends, network.execution());
    } catch (RuntimeException e) {
      graph.close();
      throw e;
    }
  }

  private String pool() {
    Output<TFloat32> maps = graph.operationOrThrow(layer.op()).output(0);
    Network pooling = new Network(graph, new FrozenWeights(Map.of()), 0, TransferHead.PREFIX);
    return pooling.through(maps, Layers.globalAveragePooling2d()).op().name();
  }

  /** {@return the layer on which the head stands} */
  public HeatmapLayer layer() {
    return layer;
  }

  /** {@return rows and columns of the images: at least 1} */
  public int inputSize() {
    return network.card().inputSize();
  }

  /** {@return what is done with the pixels: the first step of the network} */
  public Normalization normalization() {
    return ends.normalization();
  }

  /** {@return the tail that is nothing but a new head on the means} */
  public Tail head() {
    return new Tail(this, cut(pooled), Map.of());
  }

  /**
   * The tail in which all weights after a layer may learn.
   *
   * @param frozen the last layer that stays as it is
   * @return a tail
   * @throws ModelException if nothing that could learn lies between the layers
   */
  public Tail after(HeatmapLayer frozen) {
    if (!paths.ancestors(layer.op()).contains(frozen.op())) {
      throw new ModelException(
          "Expected a layer on the way to %s, found '%s'; `gradcam layers` lists them in order"
              .formatted(layer.name(), frozen.name()));
    }
    Cut cut = cut(paths.cut(ends.images(), List.of(frozen.op(), layer.op())));
    Set<String> open = paths.between(cut.op(), layer.op());
    Set<String> closed = paths.ancestors(frozen.op());
    open.removeAll(closed);
    var learned = LearnedConstants.among(graph, paths.ordered(open));
    learned.keySet().removeAll(closed); // what layers on both sides share
    if (learned.isEmpty()) {
      throw new ModelException(
          "Expected weights between '%s' and '%s', found none; freeze until an earlier layer"
              .formatted(frozen.name(), layer.name()));
    }
    return new Tail(this, cut, learned);
  }

  /**
   * Counts the numbers that a network with a new head holds.
   *
   * @param classes how many logits
   * @return those of the head, and the constants of 32 bits after the preprocessing that are no
   *     scalars
   */
  public long parameters(int classes) {
    Set<String> trained = paths.ancestors(layer.op());
    trained.removeAll(paths.ancestors(ends.input()));
    return (layer.channels() + 1L) * classes + LearnedConstants.numbers(graph, trained);
  }

  /**
   * Puts a head on the whole trunk, as a network like any other.
   *
   * @param weights of the head, and those of the trunk that have changed, by name
   * @param card labels, input size, temperature, with the ends of the network
   * @return a classifier, the caller's to close
   */
  public Classifier withHead(Map<String, WeightArray> weights, ModelCard card) {
    Graph whole = Graphs.empty();
    try {
      GraphDef nodes = graph.toGraphDef();
      whole.importGraphDef(ConstantValues.replaced(nodes, weights));
      TransferHead.frozen(whole, pooled, weights, card.labels().size(), card.temperature());
      return new Classifier(whole, endpoints(), card, network.execution());
    } catch (RuntimeException e) {
      whole.close();
      throw e;
    }
  }

  /**
   * The ends of the network that {@link #withHead} makes.
   *
   * @return for its card
   */
  public Endpoints endpoints() {
    Map<String, String> layers = new LinkedHashMap<>(ends.layers());
    layers.keySet().retainAll(paths.ancestors(layer.op()));
    return new Endpoints(
        ends.images(),
        ends.input(),
        TransferHead.LOGITS,
        TransferHead.PROBABILITIES,
        ends.normalization(),
        layers);
  }

  /** Releases the session and the graph; safe to call twice. */
  @Override
  public void close() {
    session.close();
    graph.close();
  }

  Graph graph() {
    return graph;
  }

  GraphPaths paths() {
    return paths;
  }

  String pooled() {
    return pooled;
  }

  NetworkSession session() {
    return session;
  }

  Output<?> images() {
    return graph.operationOrThrow(ends.images()).output(0);
  }

  /** The values of constants, by name. */
  Map<String, WeightArray> constants(Set<String> names) {
    return ConstantValues.read(graph, session, names);
  }

  private Cut cut(String name) {
    GraphOperation op = graph.operationOrThrow(name);
    return Cut.at(name, op.output(0).dataType(), op.output(0).shape());
  }
}
