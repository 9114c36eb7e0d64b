package io.github.gradcam.model.foreign;

import com.google.protobuf.ByteString;
import io.github.gradcam.model.graph.BatchCheck;
import io.github.gradcam.model.graph.BatchFreedom;
import io.github.gradcam.model.graph.ConstantFolding;
import io.github.gradcam.model.graph.DeadBranches;
import io.github.gradcam.model.graph.DilatedConvolutions;
import io.github.gradcam.model.graph.FlatNetwork;
import io.github.gradcam.model.graph.FunctionInlining;
import io.github.gradcam.model.graph.GradientRewrites;
import io.github.gradcam.model.graph.GroupedConvolutions;
import io.github.gradcam.model.graph.ModelException;
import io.github.gradcam.model.graph.NodeIndex;
import io.github.gradcam.model.graph.OtherInputs;
import io.github.gradcam.model.graph.RandomBypass;
import io.github.gradcam.model.graph.SinglePrecision;
import io.github.gradcam.model.kernel.KernelKind;
import io.github.gradcam.model.kernel.KernelRuntime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.GraphDef;

/**
 * Makes a network plain: what it does at inference and nothing else, as ops that have gradients,
 * for any number of images.
 */
final class PlainNetwork {

  private static final AttrValue FORMAT =
      AttrValue.newBuilder().setS(ByteString.copyFromUtf8("NCHW")).build();

  private PlainNetwork() {}

  /** The same network, its answer the same. */
  static FlatNetwork of(FlatNetwork network) {
    String input = network.input();
    List<String> ends = ends(network.graph(), network.output());
    GraphDef graph = SinglePrecision.of(OtherInputs.fix(network.graph(), input, ends));
    graph = GradientRewrites.rewrite(graph, List.of(input));
    graph = RandomBypass.of(graph, input, ends);
    String output = network.output();
    GraphDef before;
    do {
      before = graph;
      graph = DeadBranches.remove(ConstantFolding.of(graph, input, ends), ends);
      Map<String, String> inlined = new HashMap<>();
      graph = FunctionInlining.of(graph, ends, inlined);
      output = inlined.getOrDefault(output, output);
      ends = ends(graph, output);
    } while (graph.getLibrary().getFunctionCount() > 0 && !graph.equals(before));
    graph = GradientRewrites.rewrite(SinglePrecision.of(graph), List.of(input));
    graph = ConstantFolding.of(graph, input, ends);
    refuseChannelsFirst(graph);
    long batch = BatchFreedom.fixed(new NodeIndex(graph).get(input));
    graph = DilatedConvolutions.rewrite(BatchFreedom.of(graph, input, ends));
    if (!KernelRuntime.settle().report().explains(KernelKind.GROUPED)) {
      graph = GroupedConvolutions.rewrite(graph);
    }
    FlatNetwork plain = network.with(graph, output);
    if (batch > 0 && RandomBypass.left(graph).isEmpty()) {
      refuseMixed(plain, batch);
    }
    return plain;
  }

  /** A network that two images make fail is taken: it says so when it is asked about two. */
  private static void refuseMixed(FlatNetwork network, long batch) {
    if (BatchCheck.mixes(network).orElse(false)) {
      throw new ModelException(
          "Expected a network for any number of images, found one made for %d at once whose answer for an image depends on the others; take means and the like of each image alone, and export it with its first axis open"
              .formatted(batch));
    }
  }

  /** Rows of such feature maps would be taken for channels, and channels for columns. */
  private static void refuseChannelsFirst(GraphDef graph) {
    graph.getNodeList().stream()
        .filter(node -> FORMAT.equals(node.getAttrMap().get("data_format")))
        .findFirst()
        .ifPresent(
            node -> {
              throw new ModelException(
                  "Expected feature maps with their channels last, found channels first (NCHW) in '%s'; export the model with channels last"
                      .formatted(node.getName()));
            });
  }

  /** The answer, and the ends of other ways that the network goes. */
  private static List<String> ends(GraphDef graph, String output) {
    List<String> ends = new ArrayList<>(List.of(output));
    ends.addAll(new NodeIndex(graph).ends());
    return ends;
  }
}
