package io.github.gradcam.model.trunk;

import io.github.gradcam.model.ConstantValues;
import io.github.gradcam.model.Predictor;
import io.github.gradcam.model.device.Execution;
import io.github.gradcam.model.kernel.Graphs;
import io.github.gradcam.model.kernel.Precision;
import io.github.gradcam.model.layer.TrainableNetwork;
import io.github.gradcam.model.layer.TrainableWeights;
import io.github.gradcam.model.layer.WeightArray;
import io.github.gradcam.model.layer.Weights.Role;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.types.TFloat32;

/**
 * What follows a cut of a trunk, with a new head: the part of a network that learns. It takes what
 * is kept of images at the cut.
 */
public final class Tail {

  private final Trunk trunk;
  private final Cut cut;
  private final Map<String, Role> learned;
  private final GraphDef ops;

  /**
   * Cuts a trunk.
   *
   * @param trunk that is to stay open
   * @param cut where the tail begins
   * @param learned what the constants that learn are for, by name
   */
  Tail(Trunk trunk, Cut cut, Map<String, Role> learned) {
    this.trunk = trunk;
    this.cut = cut;
    this.learned = new LinkedHashMap<>(learned);
    this.ops = TailOps.of(trunk, cut);
  }

  /** {@return where it begins: a cut of the trunk} */
  public Cut cut() {
    return cut;
  }

  /**
   * Adds the tail to a graph, with variables for the weights that learn.
   *
   * @param graph an empty graph, which stays the caller's
   * @param classes how many logits
   * @param dropout share of the means that a step leaves out
   * @param first the values to begin with, by name; others are those of the trunk, or drawn
   * @param seed of what is drawn
   * @return the network in training behaviour
   */
  public TrainableNetwork trainable(
      Graph graph, int classes, float dropout, Map<String, WeightArray> first, long seed) {
    TrainableWeights weights = new TrainableWeights(seed, first);
    Map<String, WeightArray> begin = trunk.constants(learned.keySet());
    TailOps.addWithVariables(graph, ops, begin, learned, weights);
    Operand<TFloat32> logits =
        TransferHead.logits(graph, trunk.pooled(), weights, classes, dropout, seed);
    return new TrainableNetwork(weights, graph.operationOrThrow(input()).output(0), logits);
  }

  /**
   * The tail with weights that stay.
   *
   * @param weights of the head, and those of the trunk that have changed, by name
   * @param classes how many logits
   * @param precision how exactly to compute
   * @return answers for what is kept at the cut; the caller's to close
   */
  public Predictor frozen(Map<String, WeightArray> weights, int classes, Precision precision) {
    Graph graph = Graphs.empty();
    try {
      graph.importGraphDef(ConstantValues.replaced(ops, weights));
      var logits = TransferHead.frozen(graph, trunk.pooled(), weights, classes, 1);
      return new FrozenTail(graph, input(), logits, Execution.of(precision).offered());
    } catch (RuntimeException e) {
      graph.close();
      throw e;
    }
  }

  private String input() {
    return TailOps.input(cut);
  }
}
