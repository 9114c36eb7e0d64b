package io.github.gradcam.model.trunk;

import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.ConstantValues;
import io.github.gradcam.model.graph.MissingGradients;
import io.github.gradcam.model.graph.MissingGradients.Gap;
import io.github.gradcam.model.graph.ModelException;
import io.github.gradcam.model.layer.TrainableNetwork;
import io.github.gradcam.model.layer.TrainableWeights;
import io.github.gradcam.model.layer.WeightArray;
import io.github.gradcam.model.layer.Weights.Role;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/** A trained network, all of which goes on learning: its constant weights become variables. */
public final class Retraining {

  private final Classifier network;
  private final GraphDef ops;
  private final Map<String, Role> learned;
  private final Map<String, WeightArray> first;

  /**
   * Reads the weights.
   *
   * @param network trained; stays the caller's, and is to stay open
   * @throws ModelException if TensorFlow has no gradient for an op of it
   */
  public Retraining(Classifier network) {
    this.network = network;
    requireGradients();
    this.ops = network.until(network.logits().op().name());
    List<String> names = ops.getNodeList().stream().map(NodeDef::getName).toList();
    this.learned = LearnedConstants.among(network.graph(), names);
    this.first = ConstantValues.read(network.graph(), network.session(), learned.keySet());
  }

  private void requireGradients() {
    List<Gap> gaps =
        new MissingGradients(network.graph(), network.logits().op().name())
            .between(network.input().op().name());
    if (!gaps.isEmpty()) {
      Gap last = gaps.get(gaps.size() - 1);
      throw new ModelException(
          "Expected a gradient for each op of a network that is to be fine-tuned, found none for %s (%s); leave the fine-tuning out"
              .formatted(last.op(), last.type()));
    }
  }

  /**
   * Adds the network to a graph, with variables for its weights.
   *
   * @param graph an empty graph, which stays the caller's
   * @return the network, with the statistics of batch normalisation as they are
   */
  public TrainableNetwork trainable(Graph graph) {
    TrainableWeights weights = new TrainableWeights(0);
    TailOps.addWithVariables(graph, ops, first, learned, weights);
    return new TrainableNetwork(
        weights,
        graph.operationOrThrow(network.images().op().name()).output(0),
        graph.operationOrThrow(network.logits().op().name()).output(0));
  }

  /**
   * The network with other weights.
   *
   * @param weights by name
   * @return the caller's to close
   */
  public Classifier frozen(Map<String, WeightArray> weights) {
    return network.rewritten(def -> ConstantValues.replaced(def, weights));
  }
}
