package io.github.gradcam.model.layer;

import io.github.gradcam.model.kernel.Graphs;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The layers of an architecture, as Keras prints them.
 *
 * @param architecture its name
 * @param layers first to last
 * @param trainable how many numbers are learned
 */
public record NetworkSummary(String architecture, List<Layer> layers, long trainable) {

  /**
   * One layer.
   *
   * @param name such as {@code conv2d_3}
   * @param kind such as {@code conv2d}
   * @param outputShape such as {@code (None, 75, 75, 32)}
   * @param parameters how many numbers it holds, learned or not
   */
  public record Layer(String name, String kind, String outputShape, long parameters) {

    /** Name and kind. */
    private String title() {
      return "%s (%s)".formatted(name, kind);
    }
  }

  /**
   * Builds the network to see its shapes.
   *
   * @param architecture the plan
   * @param classes how many logits
   * @param imageSize rows and columns of the images
   * @return its layers
   */
  public static NetworkSummary of(Architecture architecture, int classes, int imageSize) {
    try (Graph graph = Graphs.empty()) {
      TrainableWeights weights = new TrainableWeights(0);
      Network network = new Network(graph, weights, 0);
      Ops tf = Ops.create(graph);
      Operand<TFloat32> input = Preprocessing.normalised(tf, Preprocessing.images(tf, imageSize));
      architecture.logits(network, input, classes);
      long statistics =
          weights.withRole(Weights.Role.STATISTIC).stream().mapToLong(v -> v.shape().size()).sum();
      List<Layer> layers = network.layers().stream().map(NetworkSummary::layer).toList();
      return new NetworkSummary(architecture.name(), layers, total(layers) - statistics);
    }
  }

  /**
   * Counts the numbers that the network holds.
   *
   * @return learned or not
   */
  public long parameters() {
    return total(layers);
  }

  /**
   * Formats the layers and the totals.
   *
   * @return lines without a last line break
   */
  public String table() {
    int names = widest("Layer (type)", Layer::title);
    int shapes = widest("Output shape", Layer::outputShape);
    String row = "%-" + names + "s  %-" + shapes + "s  %10s%n";
    String rule = "=".repeat(names + shapes + 14);
    StringBuilder text = new StringBuilder("Model: " + architecture + "\n" + rule + "\n");
    text.append(row.formatted("Layer (type)", "Output shape", "Param #"));
    text.append(rule).append('\n');
    for (Layer layer : layers) {
      String parameters = "%,d".formatted(layer.parameters());
      text.append(row.formatted(layer.title(), layer.outputShape(), parameters));
    }
    text.append(rule).append('\n');
    text.append("Total params: %,d%n".formatted(parameters()));
    text.append("Trainable params: %,d%n".formatted(trainable));
    return text.append("Non-trainable params: %,d".formatted(parameters() - trainable)).toString();
  }

  private int widest(String header, Function<Layer, String> column) {
    return Stream.concat(Stream.of(header), layers.stream().map(column))
        .mapToInt(String::length)
        .max()
        .orElse(0);
  }

  private static long total(List<Layer> layers) {
    return layers.stream().mapToLong(Layer::parameters).sum();
  }

  private static Layer layer(Network.Applied applied) {
    Shape shape = applied.output().shape();
    StringBuilder text = new StringBuilder("(None");
    for (int i = 1; i < shape.numDimensions(); i++) {
      text.append(", ").append(shape.get(i));
    }
    return new Layer(
        applied.name(), applied.kind(), text.append(')').toString(), applied.parameters());
  }
}
