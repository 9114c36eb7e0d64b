package io.github.gradcam.model.graph;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.NodeDef;

/**
 * Ops that do the same to each value of a channel: y = scale x + offset, as batch normalisation
 * does once its statistics are fixed.
 *
 * @param source the op that gives x
 * @param scale one number, or one a channel
 * @param offset one number, or one a channel
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record ChannelStep(NodeDef source, double[] scale, double[] offset) {

  private static final double[] ONE = {1};
  private static final double[] ZERO = {0};
  private static final float EPSILON = 1e-4f;

  /** Reads what an op does; empty where it is more than that, or not the same for all images. */
  static Optional<ChannelStep> of(NodeDef op, Wiring wiring) {
    return switch (op.getOp()) {
      case "FusedBatchNorm", "FusedBatchNormV2", "FusedBatchNormV3" -> normalisation(op, wiring);
      case "Mul" -> either(op, wiring, false);
      case "Add", "AddV2", "BiasAdd" -> either(op, wiring, true);
      case "Sub" ->
          step(op, wiring, 0, true)
              .map(step -> new ChannelStep(step.source, ONE, negative(step.offset)));
      default -> Optional.empty();
    };
  }

  /** The same after another: it takes what the other gives. */
  ChannelStep after(ChannelStep earlier) {
    double[] shifted = ChannelVectors.each(scale, earlier.offset, (s, o) -> s * o);
    return new ChannelStep(
        earlier.source,
        ChannelVectors.each(scale, earlier.scale, (a, b) -> a * b),
        ChannelVectors.each(shifted, offset, Double::sum));
  }

  /** Whether it has a number for each of so many channels, all of them finite. */
  boolean fits(int channels) {
    return List.of(scale, offset).stream()
        .allMatch(
            values ->
                (values.length == 1 || values.length == channels)
                    && java.util.Arrays.stream(values).allMatch(Double::isFinite));
  }

  /** Whether it does more than shift. */
  boolean scales() {
    return scale != ONE;
  }

  /** gamma (x - mean) / sqrt(variance + epsilon) + beta; an op that says nothing trains. */
  private static Optional<ChannelStep> normalisation(NodeDef op, Wiring wiring) {
    AttrValue training = op.getAttrMap().get("is_training");
    if (training == null || training.getB()) {
      return Optional.empty();
    }
    ChannelVectors vectors = new ChannelVectors(wiring);
    List<double[]> parameters =
        IntStream.rangeClosed(1, 4).boxed().flatMap(i -> vectors.input(op, i).stream()).toList();
    return parameters.size() < 4
        ? Optional.empty()
        : wiring.input(op, 0).map(source -> normalisation(source, parameters, epsilon(op)));
  }

  private static ChannelStep normalisation(
      NodeDef source, List<double[]> parameters, double epsilon) {
    double[] scale =
        ChannelVectors.each(
            parameters.get(0),
            parameters.get(3),
            (gamma, variance) -> gamma / Math.sqrt(variance + epsilon));
    double[] shift = ChannelVectors.each(parameters.get(2), scale, (mean, s) -> -mean * s);
    return new ChannelStep(
        source, scale, ChannelVectors.each(parameters.get(1), shift, Double::sum));
  }

  private static double epsilon(NodeDef op) {
    AttrValue epsilon = op.getAttrMap().get("epsilon");
    return epsilon == null ? EPSILON : epsilon.getF();
  }

  /** The vector stands on either side. */
  private static Optional<ChannelStep> either(NodeDef op, Wiring wiring, boolean sum) {
    return step(op, wiring, 0, sum).or(() -> step(op, wiring, 1, sum));
  }

  private static Optional<ChannelStep> step(NodeDef op, Wiring wiring, int from, boolean sum) {
    return wiring
        .input(op, from)
        .flatMap(
            source ->
                new ChannelVectors(wiring)
                    .input(op, 1 - from)
                    .map(
                        vector ->
                            new ChannelStep(source, sum ? ONE : vector, sum ? vector : ZERO)));
  }

  private static double[] negative(double[] values) {
    return ChannelVectors.each(values, values, (value, same) -> -value);
  }
}
