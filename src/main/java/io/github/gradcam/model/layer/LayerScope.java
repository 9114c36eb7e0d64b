package io.github.gradcam.model.layer;

import io.github.gradcam.model.layer.Weights.Role;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** What a layer gets from the network around it: its name, the graph's ops and its weights. */
public final class LayerScope {

  /** The name, inside its layer's scope, of the op that gives the layer's output. */
  public static final String OUTPUT = "output";

  private final Ops root;
  private final Ops inner;
  private final Weights weights;
  private final String name;
  private final long seed;
  private final String outputName;
  private long parameters;

  LayerScope(Ops root, Weights weights, String name, long seed) {
    this(root, root.withSubScope(name), weights, name, seed, OUTPUT);
  }

  private LayerScope(
      Ops root, Ops inner, Weights weights, String name, long seed, String outputName) {
    this.root = root;
    this.inner = inner;
    this.weights = weights;
    this.name = name;
    this.seed = seed;
    this.outputName = outputName;
  }

  /**
   * The place of a layer that is not trained: its weights are constants.
   *
   * @param parent the ops of the network, or of the part of it that holds the layer
   * @param name the layer's, valid as a scope and the only one of that name in the parent
   * @param weights gives the values by {@code name/weight}, null where there are none
   * @return the scope
   */
  public static LayerScope frozen(
      Ops parent, String name, Function<String, @Nullable WeightArray> weights) {
    return new LayerScope(parent, new FrozenWeights(weights), name, 0);
  }

  /**
   * The same place for the part of the layer before its last op.
   *
   * @param part names the op that gives the part's output: {@code linear} before an activation
   * @return the scope whose {@link #output()} has that name
   */
  public LayerScope before(String part) {
    return new LayerScope(root, inner, weights, name, seed, part);
  }

  /**
   * The layer's name; its last op is {@code name/output}.
   *
   * @return for example {@code conv2d_3}
   */
  public String name() {
    return name;
  }

  /**
   * {@return the ops for what comes before the last: they stand under the layer's name; ops in the
   * layer's scope}
   */
  public Ops inner() {
    return inner;
  }

  /**
   * The ops for the layer's last op, {@code name/output}.
   *
   * @return ops that name the next one
   */
  public Ops output() {
    return inner.withName(outputName);
  }

  /**
   * Tells whether the layer acts as in training.
   *
   * @return true while training
   */
  public boolean training() {
    return weights.training();
  }

  /** {@return a seed of the layer's own: differs from layer to layer} */
  public long seed() {
    return seed;
  }

  /**
   * A weight that is not learned here.
   *
   * @param weightName its name in the layer
   * @param shape its dimensions
   * @return the weight
   * @throws IllegalArgumentException if there is none of that name and shape
   */
  public Operand<TFloat32> weight(String weightName, Shape shape) {
    return weight(weightName, shape, Role.STATISTIC, Initializer.ZEROS);
  }

  Operand<TFloat32> weight(String weightName, Shape shape, Role role, Initializer initializer) {
    parameters += shape.size();
    return weights.get(this, name + "/" + weightName, shape, role, initializer);
  }

  void movingAverage(Operand<TFloat32> weight, Operand<TFloat32> value, float momentum) {
    weights.movingAverage(inner, weight, value, momentum);
  }

  /** The ops outside of every layer. */
  Ops root() {
    return root;
  }

  long parameters() {
    return parameters;
  }
}
