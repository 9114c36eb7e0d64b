package io.github.gradcam.explain;

import io.github.gradcam.model.kernel.KernelRuntime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.TensorFlow;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;

/**
 * Guided backpropagation's ReLU (Springenberg et al., ICLR 2015 workshop, arXiv:1412.6806): forth
 * as ever, back g [x > 0] [g > 0]; units such as LeakyReLU give f'(x) max(g, 0). After each ReLU of
 * a graph comes an op that passes values on unchanged and whose gradient, registered here, is
 * max(g, 0); the ReLU's own gradient does the rest.
 */
final class GuidedRelu {

  /** Passes its input on; TensorFlow has no gradient of its own for it. */
  private static final String PASS_THROUGH = "Snapshot";

  private static final Set<String> RELUS =
      Set.of("Relu", "Relu6", "LeakyRelu", "Elu", "Selu", "Softplus");

  private static final String SUFFIX = "/guided";

  static {
    KernelRuntime.settle();
    TensorFlow.registerCustomGradient(
        PASS_THROUGH, (tf, op, gradients) -> back(tf, op.name(), gradients.get(0)));
  }

  private GuidedRelu() {}

  /** Only for the ops that were put in here: one that a network came with passes all back. */
  @SuppressWarnings("unchecked")
  private static List<Operand<?>> back(Ops tf, String op, Output<?> gradient) {
    return List.of(op.endsWith(SUFFIX) ? tf.nn.relu((Output<TFloat32>) gradient) : gradient);
  }

  /** The graph with a pass-through op after each ReLU. */
  static GraphDef rewrite(GraphDef graph) {
    Map<String, String> renamed = new HashMap<>();
    for (NodeDef node : graph.getNodeList()) {
      if (RELUS.contains(node.getOp())) {
        renamed.put(node.getName(), node.getName() + SUFFIX);
      }
    }
    GraphDef.Builder rewritten = graph.toBuilder().clearNode();
    for (NodeDef node : graph.getNodeList()) {
      NodeDef.Builder copy = node.toBuilder();
      for (int i = 0; i < node.getInputCount(); i++) {
        copy.setInput(i, input(node.getInput(i), renamed));
      }
      rewritten.addNode(copy);
      if (renamed.containsKey(node.getName())) {
        rewritten.addNode(
            NodeDef.newBuilder()
                .setName(node.getName() + SUFFIX)
                .setOp(PASS_THROUGH)
                .addInput(node.getName())
                .putAttr("T", node.getAttrOrThrow("T")));
      }
    }
    return rewritten.build();
  }

  /** An op waits for a ReLU ({@code ^name}) as before; its output ({@code name:0}) is replaced. */
  private static String input(String input, Map<String, String> renamed) {
    String name = input.endsWith(":0") ? input.substring(0, input.length() - 2) : input;
    return renamed.getOrDefault(name, input);
  }
}
