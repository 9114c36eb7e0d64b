package io.github.gradcam.model.foreign;

import io.github.gradcam.model.ModelException;
import io.github.gradcam.model.Normalization;
import io.github.gradcam.model.graph.FlatNetwork;
import io.github.gradcam.model.graph.NodeIndex;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is done with the pixels before a network sees them, and why that was taken to be right.
 *
 * @param normalization what is done
 * @param notes what people should know of the choice; nothing where they made it
 */
record PreprocessChoice(Normalization normalization, List<String> notes) {

  private static final String OTHERS = "; --preprocess says otherwise";

  private static final Set<String> SCALING =
      Set.of("Mul", "Sub", "RealDiv", "Div", "Add", "AddV2", "FusedBatchNorm", "FusedBatchNormV3");

  private static final Set<String> LOOKING = Set.of("Conv2D", "DepthwiseConv2dNative", "MatMul");

  static PreprocessChoice of(
      ModelDescription description, FlatNetwork network, Collection<String> layers) {
    if (description.preprocess() != null) {
      return new PreprocessChoice(parsed(description.preprocess()), List.of());
    } else if (isScaledInside(network)) {
      return new PreprocessChoice(Normalization.NONE, List.of());
    }
    Optional<KnownBackbone> backbone = KnownBackbone.of(layers);
    if (backbone.isPresent()) {
      String text = backbone.get().preprocess();
      String note = "Preprocessing %s, as its layers are those of %s%s";
      return new PreprocessChoice(
          parsed(text), List.of(note.formatted(text, backbone.get().title(), OTHERS)));
    }
    return new PreprocessChoice(
        Normalization.NONE,
        List.of(
            "Nothing in the model says how its pixels were prepared: they go in as 0..255"
                + OTHERS));
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
