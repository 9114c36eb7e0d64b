package io.github.gradcam.model.keras;

import org.tensorflow.op.Ops;

/**
 * Where the layers of a model stand in the graph and in the list of layers.
 *
 * @param ops of the model's scope
 * @param path the names of the models around, empty for the outermost
 * @param names of layers that are taken
 * @param scopes of layers that are taken
 */
record Place(Ops ops, String path, FreeNames names, FreeNames scopes) {

  static Place outermost(Ops ops) {
    return new Place(ops, "", new FreeNames(), new FreeNames());
  }

  /** The place of a model in this one. */
  Place inside(String name) {
    return new Place(ops.withSubScope(scope(name)), path(name), new FreeNames(), new FreeNames());
  }

  String path(String name) {
    return path.isEmpty() ? name : path + "/" + name;
  }

  /** The name of a further call of a layer: {@code name_1}, or the next number that is free. */
  String again(String name) {
    return names.numbered(name + "_");
  }

  /** A scope of the layer's own, as near to its name as TensorFlow allows. */
  String scope(String name) {
    String valid = name.replaceAll("[^A-Za-z0-9_.\\-]", "_");
    String start = valid.matches("[A-Za-z0-9.].*") ? valid : "layer" + valid;
    return scopes.take(start) ? start : scopes.numbered(start + ".");
  }
}
