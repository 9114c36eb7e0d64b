package io.github.gradcam.model.keras;

import java.util.HashSet;
import java.util.Set;
import org.tensorflow.op.Ops;

/**
 * Where the layers of a model stand in the graph and in the list of layers.
 *
 * @param ops of the model's scope
 * @param path the names of the models around, empty for the outermost
 * @param names of layers that are taken
 * @param scopes of layers that are taken
 */
record Place(Ops ops, String path, Set<String> names, Set<String> scopes) {

  static Place outermost(Ops ops) {
    return new Place(ops, "", new HashSet<>(), new HashSet<>());
  }

  /** The place of a model in this one. */
  Place inside(String name) {
    return new Place(ops.withSubScope(scope(name)), path(name), new HashSet<>(), new HashSet<>());
  }

  String path(String name) {
    return path.isEmpty() ? name : path + "/" + name;
  }

  /** The name of a further call of a layer: {@code name_1}, or the next number that is free. */
  String again(String name) {
    for (int i = 1; ; i++) {
      if (names.add(name + "_" + i)) {
        return name + "_" + i;
      }
    }
  }

  /** A scope of the layer's own, as near to its name as TensorFlow allows. */
  String scope(String name) {
    String valid = name.replaceAll("[^A-Za-z0-9_.\\-]", "_");
    String start = valid.matches("[A-Za-z0-9.].*") ? valid : "layer" + valid;
    String scope = start;
    for (int i = 1; !scopes.add(scope); i++) {
      scope = start + "." + i;
    }
    return scope;
  }
}
