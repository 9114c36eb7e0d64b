package io.github.gradcam.model.graph;

import java.util.List;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.IntStream;
import org.tensorflow.proto.NodeDef;

/** Values that are the same for all images: one for each channel, or one for all of them. */
final class ChannelVectors {

  private static final int RANK = 4;

  private final Wiring wiring;

  ChannelVectors(Wiring wiring) {
    this.wiring = wiring;
  }

  /**
   * Computes an input of an op from the constants that it comes from.
   *
   * @return one number or one a channel; empty where it depends on more than constants
   */
  Optional<double[]> input(NodeDef node, int number) {
    return wiring.input(node, number).flatMap(this::value);
  }

  private Optional<double[]> value(NodeDef node) {
    return switch (node.getOp()) {
      case "Const" ->
          FloatTensor.of(node).filter(ChannelVectors::alongChannels).map(ChannelVectors::doubles);
      case "Identity" -> input(node, 0);
      case "Rsqrt" -> input(node, 0).map(x -> each(x, x, (a, b) -> 1 / Math.sqrt(a)));
      case "Sqrt" -> input(node, 0).map(x -> each(x, x, (a, b) -> Math.sqrt(a)));
      case "Neg" -> input(node, 0).map(x -> each(x, x, (a, b) -> -a));
      case "Add", "AddV2" -> both(node, Double::sum);
      case "Sub" -> both(node, (a, b) -> a - b);
      case "Mul" -> both(node, (a, b) -> a * b);
      case "RealDiv" -> both(node, (a, b) -> a / b);
      default -> Optional.empty();
    };
  }

  private Optional<double[]> both(NodeDef node, DoubleBinaryOperator operator) {
    return input(node, 0)
        .flatMap(
            left ->
                input(node, 1)
                    .filter(right -> fit(left, right))
                    .map(right -> each(left, right, operator)));
  }

  /** Whether one has a value for each of the other, or one for all. */
  private static boolean fit(double[] left, double[] right) {
    return left.length == right.length || left.length == 1 || right.length == 1;
  }

  /** Pairs up values; a single one meets all. */
  static double[] each(double[] left, double[] right, DoubleBinaryOperator operator) {
    return IntStream.range(0, Math.max(left.length, right.length))
        .mapToDouble(i -> operator.applyAsDouble(at(left, i), at(right, i)))
        .toArray();
  }

  private static double at(double[] values, int channel) {
    return values[values.length == 1 ? 0 : channel];
  }

  private static boolean alongChannels(FloatTensor tensor) {
    List<Long> shape = tensor.shape();
    return shape.size() <= RANK
        && tensor.values().length > 0
        && (shape.isEmpty() || shape.get(shape.size() - 1) == tensor.values().length);
  }

  private static double[] doubles(FloatTensor tensor) {
    return IntStream.range(0, tensor.values().length)
        .mapToDouble(i -> tensor.values()[i])
        .toArray();
  }
}
