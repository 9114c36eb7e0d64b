package io.github.gradcam.model.foreign;

import io.github.gradcam.model.graph.NodeIndex;
import io.github.gradcam.model.graph.Pruning;
import io.github.gradcam.model.graph.TensorSizes;
import io.github.gradcam.model.kernel.Graphs;
import io.github.gradcam.model.layer.Normalization;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * Looks at what the first convolution of a network is given of an image that holds every brightness
 * evenly: wrong preprocessing is the commonest cause of silly maps.
 */
final class InputCheck {

  /** What people may try, the commonest first. */
  private static final List<String> PREPARATIONS =
      List.of("unit", "imagenet-tf", "imagenet-torch", "none", "imagenet-caffe");

  private final PixelInput input;
  private final GraphDef network;
  private final Optional<String> given;
  private final Map<Normalization, Spread> spreads = new HashMap<>();

  /**
   * Finds the first op that looks at images.
   *
   * @param network from its input on
   * @param input what that takes
   */
  InputCheck(GraphDef network, PixelInput input) {
    this.input = input;
    NodeIndex index = new NodeIndex(network);
    Set<String> fromImages = index.descendants(List.of(input.name()));
    given =
        index.nodes().stream()
            .filter(
                node ->
                    PreprocessChoice.LOOKING.contains(node.getOp())
                        && fromImages.contains(node.getName()))
            .map(node -> node.getInput(0))
            .findFirst();
    this.network = given.map(tensor -> Pruning.to(network, List.of(tensor))).orElse(network);
  }

  /** What the op is given of pixels that are prepared so; empty where there is no such op. */
  Optional<Spread> spread(Normalization normalization) {
    return given.map(
        tensor ->
            spreads.computeIfAbsent(
                normalization,
                prepared ->
                    Spread.of(values(input.before(network, prepared), tensor, input.size()))));
  }

  /** What people should know of pixels that are prepared so. */
  Optional<String> note(Normalization normalization) {
    return spread(normalization)
        .filter(found -> found.flat() || found.raw())
        .map(
            found ->
                "Of an image with every brightness, the first layer is given values of %s: %s; %s"
                    .formatted(
                        found,
                        found.flat()
                            ? "hardly any contrast, as where pixels are scaled twice"
                            : "few networks are trained on unscaled pixels",
                        advice()));
  }

  private String advice() {
    return PREPARATIONS.stream()
        .flatMap(
            name ->
                spread(Normalization.parse(name))
                    .filter(Spread::usual)
                    .map(found -> "--preprocess %s, which gives %s".formatted(name, found))
                    .stream())
        .limit(3)
        .reduce((first, second) -> first + ", or " + second)
        .map("try "::concat)
        .orElse("say how its pixels were prepared with --preprocess, such as scale:S,mean:M");
  }

  private static float[] values(PixelInput.Joined network, String tensor, int size) {
    try (Graph graph = Graphs.empty()) {
      graph.importGraphDef(Pruning.to(network.graph(), List.of(tensor)));
      TensorSizes.check(graph);
      try (Session session = new Session(graph);
          TUint8 ramp = ramp(size);
          Result result =
              session
                  .runner()
                  .feed(network.images(), ramp)
                  .fetch(NodeIndex.op(tensor), NodeIndex.output(tensor))
                  .run()) {
        TFloat32 given = (TFloat32) result.get(0);
        float[] values = new float[(int) given.size()];
        given.copyTo(DataBuffers.of(values, false, false));
        return values;
      }
    }
  }

  private static TUint8 ramp(int size) {
    byte[] pixels = new byte[size * size * 3];
    for (int i = 0; i < pixels.length; i++) {
      int column = i / 3 % size;
      pixels[i] = (byte) (255 * column / Math.max(1, size - 1));
    }
    return TUint8.tensorOf(Shape.of(1, size, size, 3), DataBuffers.of(pixels, true, false));
  }
}
