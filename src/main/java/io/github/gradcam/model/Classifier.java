package io.github.gradcam.model;

import io.github.gradcam.image.FailureWords;
import io.github.gradcam.model.device.Execution;
import io.github.gradcam.model.graph.ModelException;
import io.github.gradcam.model.graph.RawValues;
import io.github.gradcam.model.graph.TensorSizes;
import io.github.gradcam.model.kernel.Graphs;
import io.github.gradcam.model.kernel.Precision;
import io.github.gradcam.model.layer.Architecture;
import io.github.gradcam.model.layer.TrainableNetwork;
import io.github.gradcam.model.layer.WeightArray;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * A network that answers: images in, probabilities out. Owns its graph and session; safe for
 * several threads at once.
 */
public final class Classifier implements Predictor {

  private final Graph graph;
  private final NetworkSession session;
  private final Endpoints endpoints;
  private final ModelCard card;
  private final Execution execution;
  private final GraphPaths paths;
  private final HeatmapLayers layers;

  /**
   * Opens a session on a graph.
   *
   * @param graph owned by the classifier from now on, closed even when this fails
   * @param endpoints the ends of the network in it
   * @param card labels and input size
   * @param execution where and how to compute
   */
  public Classifier(Graph graph, Endpoints endpoints, ModelCard card, Execution execution) {
    this.graph = graph;
    this.endpoints = endpoints;
    this.card = card;
    this.execution = execution.offered();
    try {
      TensorSizes.check(graph);
      this.paths = new GraphPaths(graph);
      this.layers = new HeatmapLayers(graph, paths, endpoints);
      this.session = NetworkSession.of(graph, endpoints, this.execution);
    } catch (RuntimeException e) {
      graph.close();
      throw e;
    }
  }

  /**
   * Opens a session on a network whose weights are constants.
   *
   * @param network its ops, the preprocessing and the softmax among them
   * @param endpoints the ends of the network in it
   * @param card labels and input size
   * @param execution where and how to compute
   * @return a classifier, the caller's to close
   * @throws ModelException if TensorFlow does not take the ops
   */
  public static Classifier of(
      GraphDef network, Endpoints endpoints, ModelCard card, Execution execution) {
    Graph graph = Graphs.empty();
    try {
      graph.importGraphDef(network);
    } catch (RuntimeException e) {
      graph.close();
      throw new ModelException(
          "Expected a network of ops that TensorFlow knows, found: " + FailureWords.of(e), e);
    }
    return new Classifier(graph, endpoints, card, execution);
  }

  /**
   * Opens a session on a network whose weights are constants.
   *
   * @param graph owned by the classifier from now on, closed even when this fails
   * @param endpoints the ends of the network in it
   * @param card labels and input size
   * @param execution where and how to compute
   * @return a classifier, the caller's to close
   */
  public static Classifier of(
      Graph graph, Endpoints endpoints, ModelCard card, Execution execution) {
    return new Classifier(graph, endpoints, card, execution);
  }

  /**
   * Freezes weights into a network.
   *
   * @param weights every weight of the card's architecture, by name
   * @param card architecture, labels and input size
   * @param precision how exactly to compute
   * @return a classifier, the caller's to close
   * @throws IllegalArgumentException if a weight is missing or has another shape
   */
  public static Classifier frozen(
      Map<String, WeightArray> weights, ModelCard card, Precision precision) {
    return frozen(weights, card, Execution.of(precision));
  }

  private static Classifier frozen(
      Map<String, WeightArray> weights, ModelCard card, Execution execution) {
    return new Classifier(FrozenNetwork.build(weights, card), Endpoints.OWN, card, execution);
  }

  /**
   * Makes a network with random weights, to measure its speed.
   *
   * @param card architecture, labels and input size
   * @param precision how exactly to compute
   * @param seed of the weights
   * @return a classifier, the caller's to close
   */
  public static Classifier untrained(ModelCard card, Precision precision, long seed) {
    return untrained(card, Execution.of(precision), seed);
  }

  /**
   * Makes a network with random weights on a device, to measure its speed.
   *
   * @param card architecture, labels and input size
   * @param execution where and how to compute
   * @param seed of the weights
   * @return a classifier, the caller's to close
   */
  public static Classifier untrained(ModelCard card, Execution execution, long seed) {
    return frozen(
        TrainableNetwork.initialWeights(
            Architecture.of(card.architecture()), card.labels().size(), card.inputSize(), seed),
        card,
        execution);
  }

  /**
   * Makes another classifier of the same network with its graph changed, such as with other weights
   * or gradients. What was added to explain this one is left behind.
   *
   * @param change gets the network's ops; keeps the names of its ends
   * @return a classifier with a graph of its own, the caller's to close
   */
  public Classifier rewritten(UnaryOperator<GraphDef> change) {
    Graph other = Graphs.empty();
    try {
      other.importGraphDef(change.apply(until(endpoints.probabilities())));
    } catch (RuntimeException e) {
      other.close();
      throw e;
    }
    return new Classifier(other, endpoints, card, execution);
  }

  /**
   * Makes another classifier of the same network that is computed otherwise. What was added to
   * explain this one is left behind.
   *
   * @param other where and how to compute
   * @return a classifier with a graph of its own, the caller's to close
   */
  public Classifier with(Execution other) {
    return of(until(endpoints.probabilities()), endpoints, card, other);
  }

  /**
   * Lists the layers fit for a heatmap.
   *
   * @return first to last
   */
  public List<HeatmapLayer> layers() {
    return layers.all();
  }

  /**
   * Finds a layer.
   *
   * @param name a layer's name, or {@code auto} for the last activation of at least 4 x 4
   * @return the layer
   * @throws ModelException if there is none; the message suggests the nearest names
   */
  public HeatmapLayer layer(String name) {
    return layers.find(name);
  }

  /**
   * Finds the layers that a user asks for.
   *
   * @param text names with commas between them; {@code *} and {@code ?} in a name stand for any
   *     text and any sign, {@code all} for every layer with places, {@code stages} for the last of
   *     each size, {@code auto} for the last activation of at least 4 x 4
   * @return at least one, each once, shallow to deep; those that the logits do not depend on last
   * @throws ModelException if a name is unknown; the message suggests the nearest names
   */
  public List<HeatmapLayer> layersNamed(String text) {
    Set<HeatmapLayer> found = new LinkedHashSet<>();
    for (String part : text.split(",", -1)) {
      found.addAll(layers.named(part.strip()));
    }
    List<HeatmapLayer> ordered = new ArrayList<>(layers.all());
    ordered.retainAll(found);
    found.stream().filter(layer -> !ordered.contains(layer)).forEach(ordered::add);
    return List.copyOf(ordered);
  }

  /**
   * Tells whether nothing but a mean over the places and linear ops without places stand between a
   * layer and the logits, as CAM asks for.
   *
   * @param layer one of this classifier's
   * @return whether each logit is a weighted sum of the means of the layer's feature maps
   */
  public boolean linearFrom(HeatmapLayer layer) {
    return layer.reachable() && LinearHead.follows(layer, graph, paths, endpoints);
  }

  /**
   * The last activations through which all goes that layers and logits know of the images: fed with
   * them, the network need not see the images again.
   *
   * @param layers of this classifier
   * @return float32 [N, h, w, K]; at the earliest the network's input
   */
  public Output<?> cut(List<HeatmapLayer> layers) {
    List<String> ends = new ArrayList<>(layers.stream().map(HeatmapLayer::op).toList());
    ends.add(endpoints.logits());
    return graph.operationOrThrow(paths.cut(endpoints.images(), ends)).output(0);
  }

  /** {@return what is known about the model} */
  public ModelCard card() {
    return card;
  }

  /** {@return where and how it is computed} */
  public Execution execution() {
    return execution;
  }

  /**
   * Names the classes.
   *
   * @return labels in index order
   */
  public List<String> labels() {
    return card.labels();
  }

  /**
   * Answers for a batch of images.
   *
   * @param pixels uint8 RGB, [N][height][width][3] in the card's input size
   * @param count N, at least 1
   * @return [N][classes], each row in 0..1 with sum 1
   * @throws IllegalArgumentException if the number of bytes does not fit
   * @throws DeviceMemoryException if the device has too little memory for them
   */
  public float[][] probabilities(byte[] pixels, int count) {
    return answer(probabilities(), pixels, count);
  }

  /**
   * Answers for a batch of images, before the softmax.
   *
   * @param pixels uint8 RGB, [N][height][width][3] in the card's input size
   * @param count N, at least 1
   * @return [N][classes]
   * @throws IllegalArgumentException if the number of bytes does not fit
   * @throws DeviceMemoryException if the device has too little memory for them
   */
  @Override
  public float[][] logits(byte[] pixels, int count) {
    return answer(logits(), pixels, count);
  }

  /**
   * Makes a tensor of images.
   *
   * @param pixels uint8 RGB, [N][height][width][3]
   * @param count N
   * @return a new tensor, the caller's to close
   */
  public TUint8 images(byte[] pixels, int count) {
    Shape shape = Shape.of(count, card.inputSize(), card.inputSize(), 3);
    if (shape.size() != pixels.length) {
      throw new IllegalArgumentException(
          "Expected %d bytes for images %s, found %d"
              .formatted(shape.size(), shape, pixels.length));
    }
    return TUint8.tensorOf(shape, DataBuffers.of(pixels, true, false));
  }

  /** {@return the graph, for ops that explain: the classifier's own; do not close it} */
  public Graph graph() {
    return graph;
  }

  /**
   * Runs the graph, also ops that explain.
   *
   * @return the classifier's own
   */
  public NetworkSession session() {
    return session;
  }

  /** {@return where images are fed: uint8 [N, H, W, 3] RGB} */
  public Output<TUint8> images() {
    return graph.operationOrThrow(endpoints.images()).output(0);
  }

  /**
   * {@return what the network itself takes, after the preprocessing; may be fed in place of the
   * images; float32 [N, H, W, 3]}
   */
  public Output<TFloat32> input() {
    return graph.operationOrThrow(endpoints.input()).output(0);
  }

  /**
   * {@return the colour that the preprocessing maps to zero, or nearest to it: what an image shows
   * where it shows nothing; red, green and blue, one byte each}
   */
  public byte[] neutralColour() {
    return endpoints.normalization().neutralColour();
  }

  /** {@return the output before the softmax: [N, classes]} */
  public Output<TFloat32> logits() {
    return graph.operationOrThrow(endpoints.logits()).output(0);
  }

  /** {@return the output after the softmax: [N, classes], rows in 0..1 with sum 1} */
  public Output<TFloat32> probabilities() {
    return graph.operationOrThrow(endpoints.probabilities()).output(0);
  }

  /**
   * Asks for kernels that are right for gradients of the answer, before any is computed.
   *
   * @param layers where they end: what is computed before a layer does not matter for its own
   * @throws io.github.gradcam.model.kernel.KernelException if they are wrong on this processor, and
   *     no user forced them
   */
  public void requireGradients(List<HeatmapLayer> layers) {
    layers.forEach(layer -> requireGradientsAt(layer.op()));
  }

  /**
   * Asks the same for gradients at the pixels.
   *
   * @throws io.github.gradcam.model.kernel.KernelException as above
   */
  public void requireGradients() {
    requireGradientsAt(endpoints.input());
  }

  private void requireGradientsAt(String begin) {
    Set<String> through = paths.between(begin, endpoints.logits());
    through.remove(begin);
    session.requireGradients(through);
  }

  /** Releases the session and the graph; safe to call twice. */
  @Override
  public void close() {
    session.close();
    graph.close();
  }

  /** The ops of the network up to one of them. */
  public GraphDef until(String end) {
    Set<String> network = paths.ancestors(end);
    GraphDef whole = graph.toGraphDef();
    List<NodeDef> nodes =
        whole.getNodeList().stream()
            .filter(node -> network.contains(node.getName()))
            .map(Classifier::alone)
            .toList();
    return whole.toBuilder().clearNode().addAllNode(nodes).build();
  }

  public Endpoints endpoints() {
    return endpoints;
  }

  /** Without waiting for other ops or sharing their place, which may be none of the network's. */
  private static NodeDef alone(NodeDef node) {
    List<String> inputs =
        node.getInputList().stream().filter(input -> !input.startsWith("^")).toList();
    return node.toBuilder().clearInput().addAllInput(inputs).removeAttr("_class").build();
  }

  /**
   * Computes one of the graph's outputs for a batch of images.
   *
   * @param output [N, K], the network's or one that was added
   * @param pixels uint8 RGB, [N][height][width][3] in the card's input size
   * @param count N, at least 1
   * @return [N][K]
   * @throws IllegalArgumentException if the number of bytes does not fit
   * @throws DeviceMemoryException if the device has too little memory for them
   */
  public float[][] answer(Output<TFloat32> output, byte[] pixels, int count) {
    try (TUint8 images = images(pixels, count);
        Result result = session.runner().feed(images(), images).fetch(output).run()) {
      return RawValues.rows((TFloat32) result.get(0));
    }
  }
}
