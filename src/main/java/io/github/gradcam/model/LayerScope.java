package io.github.gradcam.model;

import io.github.gradcam.model.Weights.Role;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** What a layer gets from the network around it: its name, the graph's ops and its weights. */
public final class LayerScope {

  /** The name, inside its layer's scope, of the op that gives the layer's output. */
  static final String OUTPUT = "output";

  private final Ops root;
  private final Ops inner;
  private final Weights weights;
  private final String name;
  private final long seed;
  private long parameters;

  LayerScope(Ops root, Weights weights, String name, long seed) {
    this.root = root;
    this.inner = root.withSubScope(name);
    this.weights = weights;
    this.name = name;
    this.seed = seed;
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
   * The ops for what comes before the last: they stand under the layer's name.
   *
   * @return ops in the layer's scope
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
    return inner.withName(OUTPUT);
  }

  /**
   * Tells whether the layer acts as in training.
   *
   * @return true while training
   */
  public boolean training() {
    return weights.training();
  }

  /**
   * A seed of the layer's own.
   *
   * @return differs from layer to layer
   */
  public long seed() {
    return seed;
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
