package io.github.gradcam.model;

import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * An architecture as a graph whose weights are constants: what is validated, exported, explained.
 */
final class FrozenNetwork {

  private FrozenNetwork() {}

  /**
   * Builds the graph.
   *
   * @param architecture the plan
   * @param weights every weight of the plan by its name
   * @param classes how many logits
   * @param imageSize rows and columns of the pictures
   * @return a new graph, the caller's to close, with the ops of {@link Endpoints#OWN}
   * @throws IllegalArgumentException if a weight is missing or has another shape
   */
  static Graph build(
      Architecture architecture, Map<String, WeightArray> weights, int classes, int imageSize) {
    Graph graph = new Graph();
    try {
      Ops tf = Ops.create(graph);
      Placeholder<TUint8> images = Preprocessing.images(tf, imageSize);
      Network network = new Network(graph, new FrozenWeights(weights), 0);
      Operand<TFloat32> answer =
          architecture.logits(network, Preprocessing.normalised(tf, images), classes);
      var logits = tf.withName(Endpoints.OWN.logits()).identity(answer);
      tf.withName(Endpoints.OWN.probabilities()).nn.softmax(logits);
      return graph;
    } catch (RuntimeException e) {
      graph.close();
      throw e;
    }
  }
}
