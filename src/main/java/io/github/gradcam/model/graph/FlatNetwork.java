package io.github.gradcam.model.graph;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.GraphDef;

/**
 * A network that was trained elsewhere, as plain ops whose weights are constants, before it is
 * known what its pixels and outputs mean.
 *
 * @param graph the ops, in an order in which each stands after its inputs
 * @param input the placeholder that takes [N, H, W, C], or whatever the network takes
 * @param output the tensor that gives the answer, such as {@code dense/Softmax} or {@code call:1}
 * @param layers the name of each layer by the op that gives its output, shallow to deep; null where
 *     the scopes of the ops tell the layers; empty where each op is one
 * @param origin where it came from, for people: {@code Keras 2.4.0 file}
 */
public record FlatNetwork(
    GraphDef graph,
    String input,
    String output,
    @Nullable Map<String, String> layers,
    String origin) {

  /**
   * The same network in other ops.
   *
   * @param changed the ops, the input of the same name among them
   * @param answer the tensor that gives the answer
   * @return the network
   */
  public FlatNetwork with(GraphDef changed, String answer) {
    return new FlatNetwork(changed, input, answer, layers, origin);
  }
}
