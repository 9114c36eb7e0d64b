package io.github.gradcam.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.ndarray.Shape;

/** Tells whether a layer is followed by a mean over the places and a dense layer alone. */
final class LinearHead {

  /** What may stand between the means and the logits, with what is the same for all images. */
  private static final Set<String> LINEAR =
      Set.of("MatMul", "BiasAdd", "Add", "AddV2", "Mul", "Squeeze", "Reshape", "Identity");

  private static final Set<String> PRODUCTS = Set.of("MatMul", "Mul");

  private LinearHead() {}

  /** Whether each logit is a weighted sum of the means of the layer's feature maps. */
  static boolean follows(HeatmapLayer layer, Graph graph, GraphPaths paths, Endpoints endpoints) {
    Set<String> fromImages = paths.descendants(endpoints.images());
    Deque<String> waiting = new ArrayDeque<>(Set.of(endpoints.logits()));
    while (!waiting.isEmpty()) {
      GraphOperation op = graph.operationOrThrow(waiting.remove());
      List<String> varying = new ArrayList<>(paths.inputs(op.name()));
      varying.retainAll(fromImages);
      if (isMeanOverPlaces(op, layer.channels())
          && passedOn(varying.get(0), graph, paths, layer.op())) {
        continue;
      }
      boolean product = PRODUCTS.contains(op.type()) && varying.size() > 1;
      if (!LINEAR.contains(op.type()) || product || op.name().equals(layer.op())) {
        return false;
      }
      waiting.addAll(varying);
    }
    return true;
  }

  /** Whether an op is the layer, or hands on what the layer gives. */
  private static boolean passedOn(String op, Graph graph, GraphPaths paths, String layer) {
    String source = op;
    while (!source.equals(layer) && graph.operationOrThrow(source).type().equals("Identity")) {
      source = paths.inputs(source).get(0);
    }
    return source.equals(layer);
  }

  /** Whether an op gives [N, K] or [N, 1, 1, K]. */
  private static boolean isMeanOverPlaces(GraphOperation op, int channels) {
    if (!op.type().equals("Mean")) {
      return false;
    }
    Shape shape = op.output(0).shape();
    int rank = shape.numDimensions();
    boolean flat = rank == 4 ? shape.get(1) == 1 && shape.get(2) == 1 : rank == 2;
    return flat && shape.get(rank - 1) == channels;
  }
}
