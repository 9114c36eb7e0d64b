package io.github.gradcam.model.layer;

import io.github.gradcam.model.kernel.Graphs;
import io.github.gradcam.model.layer.Weights.Role;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** A network as a graph whose weights are variables, in training behaviour. */
public final class TrainableNetwork {

  private final TrainableWeights weights;
  private final Output<?> input;
  private final Operand<TFloat32> logits;
  private final @Nullable Operand<TFloat32> projection;

  /**
   * Adds the network to a graph.
   *
   * @param graph an empty graph, which stays the caller's
   * @param architecture the plan
   * @param classes how many logits, at least 2
   * @param imageSize rows and columns of the images it will be fed
   * @param seed of the first weights and of dropout
   * @param features how many numbers a second head gives beside the logits, which the finished
   *     network has not; 0 for none
   */
  public TrainableNetwork(
      Graph graph, Architecture architecture, int classes, int imageSize, long seed, int features) {
    this.weights = new TrainableWeights(seed);
    Placeholder<TUint8> images = Preprocessing.images(Ops.create(graph), imageSize);
    this.input = images.asOutput();
    Network network = new Network(graph, weights, seed);
    this.logits =
        architecture.logits(network, Preprocessing.normalised(Ops.create(graph), images), classes);
    this.projection =
        features == 0 ? null : network.through(network.features(), Layers.dense(features));
  }

  public TrainableNetwork(TrainableWeights weights, Output<?> input, Operand<TFloat32> logits) {
    this.weights = weights;
    this.input = input;
    this.logits = logits;
    this.projection = null;
  }

  /** {@return where a batch is fed: uint8 [N, H, W, 3] RGB, or what is kept of images at a cut} */
  public Output<?> input() {
    return input;
  }

  /** {@return the network's answer: [N, classes]} */
  public Operand<TFloat32> logits() {
    return logits;
  }

  /** {@return what the second head gives: [N, features]; empty where there is none} */
  public Optional<Operand<TFloat32>> projection() {
    return Optional.ofNullable(projection);
  }

  /** {@return the weights that weight decay applies to: kernels, not biases} */
  public List<Variable<TFloat32>> kernels() {
    return weights.withRole(Role.KERNEL);
  }

  /** {@return all weights that learn: kernels, biases, scales and offsets} */
  public List<Variable<TFloat32>> trainable() {
    return Stream.of(Role.KERNEL, Role.VECTOR)
        .map(weights::withRole)
        .flatMap(List::stream)
        .toList();
  }

  /**
   * {@return all weights, moving averages included, by their names: in the order in which the
   * layers made them}
   */
  public Map<String, Variable<TFloat32>> variables() {
    return Collections.unmodifiableMap(weights.variables());
  }

  /**
   * {@return what has to run with every step: the updates of the moving averages; ops to add as
   * targets}
   */
  public List<Op> updates() {
    return List.copyOf(weights.updates());
  }

  /**
   * Draws first weights, as a training begins with.
   *
   * @param architecture the plan
   * @param classes how many logits
   * @param imageSize rows and columns of the images
   * @param seed of the weights
   * @return by the weight's name
   */
  public static Map<String, WeightArray> initialWeights(
      Architecture architecture, int classes, int imageSize, long seed) {
    try (Graph graph = Graphs.empty()) {
      var network = new TrainableNetwork(graph, architecture, classes, imageSize, seed, 0);
      try (Session session = new Session(graph)) {
        session.initialize();
        return WeightArray.fetch(session, network.weights.variables());
      }
    }
  }
}
