package io.github.gradcam.model.foreign;

import io.github.gradcam.model.graph.NodeIndex;
import io.github.gradcam.model.graph.Pruning;
import io.github.gradcam.model.kernel.Graphs;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * Looks at what the first convolution of a network is given of a picture that holds every
 * brightness evenly: wrong preprocessing is the commonest cause of silly maps.
 */
final class InputCheck {

  /** 0..1 has a deviation of 0.29, -1..1 one of 0.58, ImageNet's normalisation one of 1.3. */
  private static final double FLAT = 0.05;

  /** Unscaled pixels have a mean of 127, or one near 0 where ImageNet's was taken away. */
  private static final double BRIGHT = 60;

  private InputCheck() {}

  /**
   * What people should know.
   *
   * @param network from the pictures on
   * @param size rows and columns of the pictures
   */
  static Optional<String> note(PixelInput.Joined network, int size) {
    NodeIndex index = new NodeIndex(network.graph());
    Set<String> fromPictures = index.descendants(List.of(network.input()));
    return index.nodes().stream()
        .filter(
            node ->
                PreprocessChoice.LOOKING.contains(node.getOp())
                    && fromPictures.contains(node.getName()))
        .map(node -> node.getInput(0))
        .findFirst()
        .flatMap(given -> judged(values(network, given, size)));
  }

  static Optional<String> judged(float[] values) {
    double mean = 0;
    double square = 0;
    for (float value : values) {
      mean += value / (double) values.length;
      square += (double) value * value / values.length;
    }
    double deviation = Math.sqrt(Math.max(0, square - mean * mean));
    String given =
        String.format(
            Locale.ROOT,
            "Of a picture with every brightness, the first layer is given values of %.4g +- %.2g",
            mean,
            deviation);
    if (deviation < FLAT) {
      return Optional.of(
          given + ": hardly any contrast; are pixels scaled twice? See --preprocess");
    }
    boolean raw = deviation > BRIGHT && Math.abs(mean) > BRIGHT;
    return raw
        ? Optional.of(given + ": few networks are trained on unscaled pixels; see --preprocess")
        : Optional.empty();
  }

  private static float[] values(PixelInput.Joined network, String tensor, int size) {
    try (Graph graph = Graphs.empty()) {
      graph.importGraphDef(Pruning.to(network.graph(), List.of(tensor)));
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
