package io.github.gradcam.model.trunk;

import io.github.gradcam.model.layer.FrozenWeights;
import io.github.gradcam.model.layer.Layers;
import io.github.gradcam.model.layer.Network;
import io.github.gradcam.model.layer.WeightArray;
import io.github.gradcam.model.layer.Weights;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The last layers of a network on a trunk: from the means of feature maps to the answer. */
final class TransferHead {

  /** Of the names of its layers, so that they differ from those of the trunk. */
  static final String PREFIX = "head_";

  static final String LOGITS = PREFIX + "logits";
  static final String PROBABILITIES = PREFIX + "probabilities";

  private TransferHead() {}

  /** Adds the layers to a graph that has the means, as weights that learn or do not. */
  static Operand<TFloat32> logits(
      Graph graph, String pooled, Weights weights, int classes, float dropout, long seed) {
    Output<TFloat32> means = graph.operationOrThrow(pooled).output(0);
    return new Network(graph, weights, seed, PREFIX)
        .through(means, Layers.dropout(dropout), Layers.dense(classes));
  }

  /** Adds the layers with constant weights, the temperature and the softmax. */
  static Output<TFloat32> frozen(
      Graph graph,
      String pooled,
      Map<String, WeightArray> weights,
      int classes,
      double temperature) {
    Operand<TFloat32> answer = logits(graph, pooled, new FrozenWeights(weights), classes, 0, 0);
    Ops tf = Ops.create(graph);
    var sharpness = tf.constant((float) (1 / temperature));
    var logits = tf.withName(LOGITS).math.mul(answer, sharpness);
    tf.withName(PROBABILITIES).nn.softmax(logits);
    return logits.asOutput();
  }
}
