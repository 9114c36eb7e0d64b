package io.github.gradcam.model.layer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/** Weights that learn: variables, with the updates of moving averages that a step has to run. */
public final class TrainableWeights implements Weights {

  private final long seed;
  private final Map<String, WeightArray> given;
  private final Map<String, Variable<TFloat32>> variables = new LinkedHashMap<>();
  private final Map<String, Role> roles = new LinkedHashMap<>();
  private final List<Op> updates = new ArrayList<>();

  public TrainableWeights(long seed) {
    this(seed, Map.of());
  }

  /** With first values for some weights by name; those of the others are drawn. */
  public TrainableWeights(long seed, Map<String, WeightArray> given) {
    this.seed = seed;
    this.given = given;
  }

  @Override
  public Operand<TFloat32> get(
      LayerScope scope, String name, Shape shape, Role role, Initializer initializer) {
    Ops init = scope.root().withInitScope();
    WeightArray known = given.get(name);
    Operand<TFloat32> first =
        known == null
            ? initializer.values(init, shape, seed * 1_000_003L + variables.size() + 1)
            : constant(init, known);
    // tensorflow-framework makes names of optimizer slots out of this one, and allows no slash
    Variable<TFloat32> variable = init.withName(name.replace('/', '.')).variable(first);
    keep(name, variable, role);
    return variable;
  }

  /** Takes a variable that the graph has already, and gives it its first value. */
  public void adopt(
      Graph graph, String name, Variable<TFloat32> variable, WeightArray first, Role role) {
    Ops init = Ops.create(graph).withInitScope();
    init.assign(variable, constant(init, given.getOrDefault(name, first)));
    keep(name, variable, role);
  }

  private void keep(String name, Variable<TFloat32> variable, Role role) {
    variables.put(name, variable);
    roles.put(name, role);
  }

  private static Operand<TFloat32> constant(Ops init, WeightArray value) {
    try (TFloat32 tensor = value.toTensor()) {
      return init.constantOf(tensor);
    }
  }

  @Override
  public boolean training() {
    return true;
  }

  @Override
  public void movingAverage(
      Ops tf, Operand<TFloat32> weight, Operand<TFloat32> value, float momentum) {
    var step = tf.math.mul(tf.math.sub(weight, value), tf.constant(1 - momentum));
    updates.add(tf.assignSub(weight, step));
  }

  Map<String, Variable<TFloat32>> variables() {
    return variables;
  }

  List<Variable<TFloat32>> withRole(Role role) {
    return variables.entrySet().stream()
        .filter(entry -> roles.get(entry.getKey()) == role)
        .map(Map.Entry::getValue)
        .toList();
  }

  List<Op> updates() {
    return updates;
  }
}
