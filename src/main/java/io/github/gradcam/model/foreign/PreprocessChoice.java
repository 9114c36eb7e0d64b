package io.github.gradcam.model.foreign;

import io.github.gradcam.model.ModelException;
import io.github.gradcam.model.Normalization;
import io.github.gradcam.model.graph.FlatNetwork;
import io.github.gradcam.model.graph.NodeIndex;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.tensorflow.proto.NodeDef;

/**
 * What is done with the pixels before a network sees them, and why that was taken to be right.
 *
 * @param normalization what is done
 * @param notes what people should know of the choice; nothing where they made it
 */
record PreprocessChoice(Normalization normalization, List<String> notes) {

  /** Said of a network that scales by itself. */
  private static final String OTHERS = "; --preprocess says otherwise";

  private static final Set<String> SCALING =
      Set.of("Mul", "Sub", "RealDiv", "Div", "Add", "AddV2", "FusedBatchNorm", "FusedBatchNormV3");

  /** Ops that look at pictures; what comes before them is preparation. */
  static final Set<String> LOOKING = Set.of("Conv2D", "DepthwiseConv2dNative", "MatMul");

  static PreprocessChoice of(
      ModelDescription description, FlatNetwork network, Collection<String> layers) {
    if (description.preprocess() != null) {
      return new PreprocessChoice(parsed(description.preprocess()), List.of());
    } else if (isScaledInside(network)) {
      return new PreprocessChoice(Normalization.NONE, List.of());
    }
    return KnownBackbone.of(layers.isEmpty() ? ops(network) : layers)
        .map(PreprocessChoice::assumed)
        .orElseGet(PreprocessChoice::unknown);
  }

  private static PreprocessChoice assumed(KnownBackbone backbone) {
    String text = backbone.preprocess();
    String note = "Preprocessing %s, as its layers are those of %s%s";
    return new PreprocessChoice(
        parsed(text), List.of(note.formatted(text, backbone.title(), OTHERS)));
  }

  private static PreprocessChoice unknown() {
    return new PreprocessChoice(
        Normalization.NONE,
        List.of(
            "Nothing in the model says how its pixels were prepared: they go in as 0..255"
                + OTHERS));
  }

  /** What stands for layers where a file names none. */
  private static List<String> ops(FlatNetwork network) {
    return network.graph().getNodeList().stream().map(NodeDef::getName).toList();
  }

  /** Whether the network itself scales or shifts its input before the first convolution. */
  private static boolean isScaledInside(FlatNetwork network) {
    NodeIndex index = new NodeIndex(network.graph());
    String op = network.input();
    while (index.consumers(op).size() == 1) {
      op = index.consumers(op).iterator().next();
      String type = index.get(op).getOp();
      if (SCALING.contains(type)) {
        return true;
      } else if (LOOKING.contains(type)) {
        return false;
      }
    }
    return index.consumers(op).stream().anyMatch(next -> SCALING.contains(index.get(next).getOp()));
  }

  private static Normalization parsed(String text) {
    try {
      return Normalization.parse(text);
    } catch (IllegalArgumentException e) {
      throw new ModelException(String.valueOf(e.getMessage()), e);
    }
  }
}
