package io.github.gradcam.model.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * Folds batch normalisation with fixed statistics into the convolution before it (Jacob et al.,
 * CVPR 2018, arXiv:1712.05877, section 3.2): gamma (w * x - mean) / sqrt(variance + epsilon) + beta
 * is a convolution with the kernel gamma w / sqrt(variance + epsilon) and a bias. The same goes for
 * products and sums with a number a channel.
 *
 * <p>The last of the ops keeps its name and its value. Where anything else sees what the
 * convolution itself gives, such as a gradient, all stays as it is.
 */
public final class BatchNormFolding {

  private final GraphDef graph;
  private final Wiring wiring;
  private final Set<String> names;
  private final Set<String> gone = new HashSet<>();
  private final Map<String, List<NodeDef>> replacements = new HashMap<>();

  private BatchNormFolding(GraphDef whole, Collection<String> tensors) {
    this.graph = Pruning.to(whole, tensors);
    this.wiring = new Wiring(graph);
    this.names = whole.getNodeList().stream().map(NodeDef::getName).collect(Collectors.toSet());
    tensors.stream().map(InputName::of).forEach(wiring::use);
  }

  /**
   * Folds what can be folded.
   *
   * @param graph a network whose weights are constants
   * @param tensors all that will be fed to it and fetched from it, such as {@code dense/Softmax} or
   *     {@code split:1}; they keep their values up to rounding
   * @return the ops that the tensors are computed from, in the order of the graph; new ones have
   *     names that no op of the graph has
   */
  public static GraphDef fold(GraphDef graph, Collection<String> tensors) {
    return Pruning.to(new BatchNormFolding(graph, tensors).folded(), tensors);
  }

  /** From the last op to the first, so that each convolution takes all in that can be taken in. */
  private GraphDef folded() {
    List<NodeDef> nodes = graph.getNodeList();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      NodeDef last = nodes.get(i);
      if (!gone.contains(last.getName()) && !wiring.usesLaterOutputs(last)) {
        FoldableConvolution.endingAt(last, wiring, this::free)
            .ifPresent(whole -> replace(last, whole));
      }
    }
    GraphDef.Builder folded = graph.toBuilder().clearNode();
    nodes.stream()
        .filter(node -> !gone.contains(node.getName()))
        .map(node -> replacements.getOrDefault(node.getName(), List.of(node)))
        .forEach(folded::addAllNode);
    return folded.build();
  }

  /** Whether nobody sees an op's value but the op that was come from. */
  private boolean free(NodeDef op) {
    return wiring.uses(op) == 1 && !gone.contains(op.getName());
  }

  private void replace(NodeDef last, FoldableConvolution whole) {
    whole.inner().forEach(op -> gone.add(op.getName()));
    NodeDef old = whole.convolution();
    NodeDef kernel =
        whole.foldedKernel().constant(unused(last.getName() + "/kernel"), old.getDevice());
    NodeDef bias = whole.bias().constant(unused(last.getName() + "/bias"), last.getDevice());
    NodeDef convolution =
        old.toBuilder()
            .setName(unused(last.getName() + "/convolution"))
            .setInput(1, kernel.getName())
            .build();
    NodeDef.Builder sum =
        NodeDef.newBuilder()
            .setName(last.getName())
            .setOp("BiasAdd")
            .setDevice(last.getDevice())
            .addInput(convolution.getName())
            .addInput(bias.getName())
            .addAllInput(waitedFor(last, whole))
            .putAttr("T", old.getAttrOrThrow("T"));
    replacements.put(last.getName(), List.of(kernel, convolution, bias, sum.build()));
  }

  /** What the ops after the convolution wait for. */
  private static List<String> waitedFor(NodeDef last, FoldableConvolution whole) {
    List<String> ops = new ArrayList<>(Wiring.waitedFor(last));
    whole.inner().stream()
        .filter(op -> !op.equals(whole.convolution()))
        .forEach(op -> ops.addAll(Wiring.waitedFor(op)));
    return ops.stream().distinct().toList();
  }

  /** A name that no op has, be it one that is left out. */
  private String unused(String name) {
    return names.contains(name) ? unused(name + "_1") : name;
  }
}
