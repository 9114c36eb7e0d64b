package io.github.gradcam.model;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.tensorflow.Graph;

/** Tells whether a layer is followed by a mean over the places and a dense layer alone. */
final class LinearHead {

  /** With constants, what may stand between a layer and the logits. */
  private static final Set<String> LINEAR =
      Set.of("Mean", "MatMul", "BiasAdd", "Add", "AddV2", "Mul", "Squeeze", "Reshape", "Identity");

  private LinearHead() {}

  /** Whether each logit is a weighted sum of the means of the layer's feature maps. */
  static boolean follows(HeatmapLayer layer, Graph graph, GraphPaths paths, String logits) {
    Deque<String> waiting = new ArrayDeque<>(Set.of(logits));
    boolean averaged = false;
    while (!waiting.isEmpty()) {
      String name = waiting.remove();
      String type = graph.operationOrThrow(name).type();
      if (name.equals(layer.op()) || type.equals("Const")) {
        continue;
      }
      averaged |= type.equals("Mean");
      if (!LINEAR.contains(type)) {
        return false;
      }
      waiting.addAll(paths.inputs(name));
    }
    return averaged;
  }
}
