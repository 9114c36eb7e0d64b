package io.github.gradcam.model.layer;

import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Runs one frozen layer on numbers. */
final class LayerRun {

  private LayerRun() {}

  /** A single-channel image of three rows: 1 2 3, 4 5 6, 7 8 9. */
  static final WeightArray NINE = array(Shape.of(1, 3, 3, 1), 1, 2, 3, 4, 5, 6, 7, 8, 9);

  static WeightArray array(Shape shape, double... values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return new WeightArray(shape, floats);
  }

  static WeightArray frozen(Layer layer, Map<String, WeightArray> weights, WeightArray... inputs) {
    try (Graph graph = new Graph()) {
      Network network = new Network(graph, new FrozenWeights(weights), 0);
      List<Operand<TFloat32>> operands =
          List.of(inputs).stream().map(input -> constant(graph, input)).toList();
      Operand<TFloat32> output = network.merge(layer, operands);
      try (Session session = new Session(graph)) {
        return fetch(session, output);
      }
    }
  }

  static Operand<TFloat32> constant(Graph graph, WeightArray array) {
    try (TFloat32 tensor = array.toTensor()) {
      return Ops.create(graph).constantOf(tensor);
    }
  }

  static WeightArray fetch(Session session, Operand<TFloat32> operand) {
    return WeightArray.fetch(session, Map.of("it", operand)).get("it");
  }
}
