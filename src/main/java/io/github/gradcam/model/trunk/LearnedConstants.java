package io.github.gradcam.model.trunk;

import io.github.gradcam.model.layer.Weights.Role;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/** Tells the weights of a frozen network: constants that an op takes as its kernel or bias. */
final class LearnedConstants {

  private static final Map<String, Map<Integer, Role>> INPUTS =
      Map.ofEntries(
          Map.entry("Conv2D", Map.of(1, Role.KERNEL)),
          Map.entry("DepthwiseConv2dNative", Map.of(1, Role.KERNEL)),
          Map.entry("MatMul", Map.of(1, Role.KERNEL)),
          Map.entry("BiasAdd", Map.of(1, Role.VECTOR)),
          Map.entry("Add", Map.of(0, Role.VECTOR, 1, Role.VECTOR)),
          Map.entry("AddV2", Map.of(0, Role.VECTOR, 1, Role.VECTOR)),
          Map.entry("FusedBatchNormV3", Map.of(1, Role.VECTOR, 2, Role.VECTOR)));

  private LearnedConstants() {}

  /**
   * Finds those of some ops. The statistics of batch normalisation are not among them.
   *
   * @return what each is for by the name of the constant, in the order of the ops
   */
  static Map<String, Role> among(Graph graph, List<String> ops) {
    Map<String, Role> found = new LinkedHashMap<>();
    for (String name : ops) {
      GraphOperation op = graph.operationOrThrow(name);
      INPUTS
          .getOrDefault(op.type(), Map.of())
          .forEach(
              (input, role) -> {
                GraphOperation source = source(op.input(input));
                if (isWeight(source)) {
                  found.putIfAbsent(source.name(), role);
                }
              });
    }
    return found;
  }

  /** Counts the numbers of the constants of 32 bits that are no scalars. */
  static long numbers(Graph graph, Collection<String> ops) {
    return ops.stream()
        .map(graph::operationOrThrow)
        .filter(LearnedConstants::isWeight)
        .mapToLong(op -> op.output(0).shape().size())
        .sum();
  }

  /** What a value is read from. */
  private static GraphOperation source(Output<?> value) {
    GraphOperation op = (GraphOperation) value.op();
    return op.type().equals("Identity") ? source(op.input(0)) : op;
  }

  private static boolean isWeight(GraphOperation op) {
    return op.type().equals("Const")
        && op.output(0).dataType() == DataType.DT_FLOAT
        && op.output(0).shape().numDimensions() > 0;
  }
}
