package io.github.gradcam.model;

import io.github.gradcam.model.kernel.Graphs;
import io.github.gradcam.model.layer.Architecture;
import io.github.gradcam.model.layer.FrozenWeights;
import io.github.gradcam.model.layer.Network;
import io.github.gradcam.model.layer.Preprocessing;
import io.github.gradcam.model.layer.WeightArray;
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
   * @param weights every weight of the card's architecture by its name
   * @param card architecture, labels, input size and temperature
   * @return a new graph, the caller's to close, with the ops of {@link Endpoints#OWN}
   * @throws IllegalArgumentException if a weight is missing or has another shape
   */
  static Graph build(Map<String, WeightArray> weights, ModelCard card) {
    Architecture architecture = Architecture.of(card.architecture());
    Graph graph = Graphs.empty();
    try {
      Ops tf = Ops.create(graph);
      Placeholder<TUint8> images = Preprocessing.images(tf, card.inputSize());
      Network network = new Network(graph, new FrozenWeights(weights), 0);
      Operand<TFloat32> answer =
          architecture.logits(network, Preprocessing.normalised(tf, images), card.labels().size());
      var sharpness = tf.constant((float) (1 / card.temperature()));
      var logits = tf.withName(Endpoints.OWN.logits()).math.mul(answer, sharpness);
      tf.withName(Endpoints.OWN.probabilities()).nn.softmax(logits);
      return graph;
    } catch (RuntimeException e) {
      graph.close();
      throw e;
    }
  }
}
