package io.github.gradcam.model;

import java.util.Iterator;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operation;

/** Tells whether depthwise convolutions are followed by batch normalisation, or its like. */
final class DepthwiseScaling {

  private static final Set<String> SCALING =
      Set.of("FusedBatchNorm", "FusedBatchNormV2", "FusedBatchNormV3", "Mul");

  private static final Set<String> SUMS = Set.of("BiasAdd", "Add", "AddV2");

  private DepthwiseScaling() {}

  /** Whether there is a depthwise convolution whose values are scaled, be it after a sum. */
  static boolean isIn(Graph graph) {
    for (Iterator<GraphOperation> ops = graph.operations(); ops.hasNext(); ) {
      Operation op = ops.next();
      if (SCALING.contains(op.type())
          && inputs(op)
              .flatMap(input -> SUMS.contains(input.type()) ? inputs(input) : Stream.of(input))
              .anyMatch(input -> input.type().equals("DepthwiseConv2dNative"))) {
        return true;
      }
    }
    return false;
  }

  private static Stream<Operation> inputs(Operation op) {
    return op instanceof GraphOperation known
        ? IntStream.range(0, known.numInputs()).mapToObj(i -> known.input(i).op())
        : Stream.empty();
  }
}
