package io.github.gradcam.model.layer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** A network under construction: applies layers, names them as Keras does, and keeps the list. */
public final class Network {

  /**
   * One row of the summary.
   *
   * @param name the layer's name
   * @param kind its Keras kind
   * @param output the layer's output, [N, H, W, C] or [N, C]
   * @param parameters how many numbers it holds, learned or not
   * @param inputs the names of the ops that feed it
   */
  record Applied(
      String name, String kind, Operand<TFloat32> output, long parameters, List<String> inputs) {}

  private final Ops root;
  private final Weights weights;
  private final long seed;
  private final String prefix;
  private final Map<String, Integer> counts = new HashMap<>();
  private final List<Applied> layers = new ArrayList<>();

  public Network(Graph graph, Weights weights, long seed) {
    this(graph, weights, seed, "");
  }

  /** With layers whose names begin with a prefix. */
  public Network(Graph graph, Weights weights, long seed, String prefix) {
    this.root = Ops.create(graph);
    this.weights = weights;
    this.seed = seed;
    this.prefix = prefix;
  }

  /**
   * Sends activations through layers, one after the other.
   *
   * @param input activations [N, H, W, C]
   * @param sequence the layers, first to last
   * @return the last layer's output
   */
  public Operand<TFloat32> through(Operand<TFloat32> input, Layer... sequence) {
    Operand<TFloat32> x = input;
    for (Layer layer : sequence) {
      x = merge(layer, List.of(x));
    }
    return x;
  }

  /**
   * Applies a layer of several inputs.
   *
   * @param layer for example {@link Layers#add()}
   * @param inputs its inputs
   * @return its output
   */
  public Operand<TFloat32> merge(Layer layer, List<Operand<TFloat32>> inputs) {
    int number = counts.merge(layer.kind(), 1, Integer::sum) - 1;
    String name = prefix + (number == 0 ? layer.kind() : layer.kind() + "_" + number);
    long layerSeed = seed * 1_000_003L + layers.size() + 1;
    LayerScope scope = new LayerScope(root, weights, name, layerSeed);
    Operand<TFloat32> output = layer.call(scope, inputs);
    List<String> from = inputs.stream().map(input -> input.op().name()).toList();
    layers.add(new Applied(name, layer.kind(), output, scope.parameters(), from));
    return output;
  }

  /**
   * Joins two branches by addition.
   *
   * @param first activations [N, H, W, C]
   * @param second of the same shape
   * @return their sum
   */
  public Operand<TFloat32> add(Operand<TFloat32> first, Operand<TFloat32> second) {
    return merge(Layers.add(), Arrays.asList(first, second));
  }

  /**
   * What the head, the last layer, looks at: the output of the layer before it that is no dropout.
   *
   * @return [N, C]
   */
  Operand<TFloat32> features() {
    int last = layers.size() - 2;
    while (layers.get(last).kind().equals(Dropout.KIND)) {
      last--;
    }
    return layers.get(last).output();
  }

  List<Applied> layers() {
    return List.copyOf(layers);
  }
}
