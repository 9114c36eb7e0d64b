package io.github.gradcam.explain.export.onnx.op;

import static io.github.gradcam.explain.export.onnx.op.NodeWriter.integers;
import static io.github.gradcam.explain.export.onnx.op.NodeWriter.word;

import io.github.gradcam.explain.export.onnx.op.Stored.Computed;
import io.github.gradcam.explain.export.onnx.op.Stored.Fixed;
import io.github.gradcam.explain.export.onnx.op.Stored.Order;
import io.github.gradcam.model.foreign.lowering.KnownTensor;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Products of matrices. */
final class MatrixOps {

  private MatrixOps() {}

  static void addTo(Map<String, Translation> all) {
    all.put("MatMul", Translation.of(step -> product(step, "transpose_a", "transpose_b")));
    for (String op : new String[] {"BatchMatMul", "BatchMatMulV2", "BatchMatMulV3"}) {
      all.put(op, Translation.of(step -> product(step, "adj_x", "adj_y")));
    }
    all.put("Einsum", Translation.of(MatrixOps::einsum));
  }

  private static Stored product(OpStep step, String turnsFirst, String turnsSecond) {
    boolean turned = step.flag(turnsSecond);
    if (step.input(0) instanceof Computed flat
        && flat.order() == Order.FLAT
        && step.input(1) instanceof Fixed weights
        && !step.flag(turnsFirst)) {
      KnownTensor matrix = turned ? weights.tensor().transposed(1, 0) : weights.tensor();
      String permuted = step.writer().weights(ofChannelsFirst(matrix, flat), weights.name());
      return step.plain(step.add("MatMul", List.of(flat.name(), permuted)));
    }
    return step.plain(
        step.add(
            "MatMul", List.of(matrix(step, 0, step.flag(turnsFirst)), matrix(step, 1, turned))));
  }

  /** Rows for what was flattened with the channels last, for what has them first. */
  private static KnownTensor ofChannelsFirst(KnownTensor matrix, Computed flat) {
    List<Long> sides = flat.sides();
    long[] shape = matrix.shape();
    return matrix
        .reshaped(sides.get(0), sides.get(1), sides.get(2), shape[1])
        .transposed(2, 0, 1, 3)
        .reshaped(shape);
  }

  private static String matrix(OpStep step, int index, boolean turned) {
    if (!turned) {
      return step.plain(index);
    }
    int rank = step.input(index).rank();
    if (step.input(index) instanceof Fixed fixed && rank == 2) {
      return step.writer().weights(fixed.tensor().transposed(1, 0), fixed.name());
    }
    long[] order =
        LongStream.range(0, rank).map(i -> i < rank - 2 ? i : 2L * rank - 3 - i).toArray();
    return step.add("Transpose", List.of(step.plain(index)), integers("perm", order));
  }

  private static Stored einsum(OpStep step) {
    List<String> values = IntStream.range(0, step.inputs().size()).mapToObj(step::plain).toList();
    return step.plain(step.add("Einsum", values, word("equation", step.word("equation"))));
  }
}
