package io.github.gradcam.model.foreign;

import io.github.gradcam.model.graph.FlatNetwork;
import io.github.gradcam.model.graph.ModelException;
import io.github.gradcam.model.graph.NodeIndex;
import io.github.gradcam.model.layer.Normalization;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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

  /** Ops that look at images; what comes before them is preparation. */
  static final Set<String> LOOKING = Set.of("Conv2D", "DepthwiseConv2dNative", "MatMul");

  /** What pixels of 0..255 are made for a network that goes on from there by itself. */
  private static final Map<String, String> RANGES = ranges();

  /**
   * Chooses: what people said, what suits the network's own first ops, or what its layers tell.
   *
   * @param description what people said
   * @param network from its input on
   * @param layers their names; empty where a file names none
   * @param given the values that the first layer is given of pixels that are prepared so
   */
  static PreprocessChoice of(
      ModelDescription description,
      FlatNetwork network,
      Collection<String> layers,
      Function<Normalization, Optional<Spread>> given) {
    if (description.preprocess() != null) {
      return new PreprocessChoice(parsed(description.preprocess()), List.of());
    } else if (isScaledInside(network)) {
      return suiting(given);
    }
    return KnownBackbone.of(layers.isEmpty() ? ops(network) : layers)
        .map(PreprocessChoice::assumed)
        .orElseGet(PreprocessChoice::unknown);
  }

  /** The pixels from which the network's own scaling makes values that networks are trained on. */
  private static PreprocessChoice suiting(Function<Normalization, Optional<Spread>> given) {
    Optional<Spread> raw = given.apply(Normalization.NONE);
    if (raw.isEmpty() || raw.get().usual() || untouched(given, raw.get())) {
      return new PreprocessChoice(Normalization.NONE, List.of());
    }
    for (Map.Entry<String, String> range : RANGES.entrySet()) {
      Normalization normalization = parsed(range.getKey());
      Optional<Spread> made =
          given.apply(normalization).filter(each -> each.usual() || each.pixels());
      if (made.isPresent()) {
        String note =
            "Preprocessing %s (%s), of which the network's first ops make values of %s; of 0..255 they would make %s%s";
        return new PreprocessChoice(
            normalization,
            List.of(
                note.formatted(range.getKey(), range.getValue(), made.get(), raw.get(), OTHERS)));
      }
    }
    return new PreprocessChoice(Normalization.NONE, List.of());
  }

  /** Whether ops that could scale do not: y = a x + b with an a near 1 and no b. */
  private static boolean untouched(Function<Normalization, Optional<Spread>> given, Spread raw) {
    double unit = given.apply(Normalization.UNIT).map(Spread::mean).orElse(0.0);
    double shift = unit - (raw.mean() - unit) / 254;
    return raw.pixels() && Math.abs(shift) < 0.1;
  }

  private static Map<String, String> ranges() {
    Map<String, String> ranges = new LinkedHashMap<>();
    ranges.put("unit", "0..1");
    ranges.put("imagenet-tf", "-1..1");
    return Collections.unmodifiableMap(ranges);
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
