package io.github.gradcam.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.TFloat32;

/** Weights that learn: variables, with the updates of moving averages that a step has to run. */
final class TrainableWeights implements Weights {

  private final long seed;
  private final Map<String, Variable<TFloat32>> variables = new LinkedHashMap<>();
  private final Map<String, Role> roles = new LinkedHashMap<>();
  private final List<Op> updates = new ArrayList<>();

  TrainableWeights(long seed) {
    this.seed = seed;
  }

  @Override
  public Operand<TFloat32> get(
      LayerScope scope, String name, Shape shape, Role role, Initializer initializer) {
    Ops init = scope.root().withInitScope();
    Operand<TFloat32> first =
        initializer.values(init, shape, seed * 1_000_003L + variables.size() + 1);
    // tensorflow-framework makes names of optimizer slots out of this one, and allows no slash
    Variable<TFloat32> variable = init.withName(name.replace('/', '.')).variable(first);
    variables.put(name, variable);
    roles.put(name, role);
    return variable;
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
