package io.github.gradcam.explain.export.onnx;

import static io.github.gradcam.explain.export.onnx.op.NodeWriter.integer;
import static io.github.gradcam.explain.export.onnx.op.NodeWriter.integers;
import static io.github.gradcam.explain.export.onnx.op.NodeWriter.word;

import io.github.gradcam.explain.export.onnx.op.NodeWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** The gradients of what attention is made of: products, softmax, and values put apart. */
final class AttentionRules {

  /** From here on a softmax is along one axis, before along all from that one on. */
  private static final long SOFTMAX_ALONG_ONE = 13;

  private AttentionRules() {}

  static void addTo(Map<String, Consumer<BackwardStep>> rules) {
    rules.put("MatMul", AttentionRules::matMul);
    rules.put("Softmax", AttentionRules::softmax);
    rules.put("Gather", AttentionRules::gather);
    rules.put("Split", AttentionRules::split);
    rules.put("Expand", step -> step.giveSummed(0, step.gradient));
    rules.put(
        "Sum",
        step -> IntStream.range(0, step.inputs()).forEach(i -> step.giveSummed(i, step.gradient)));
  }

  /** With C = A B: the gradient of A is G B^T, that of B is A^T G. */
  private static void matMul(BackwardStep step) {
    int left = step.shape(step.input(0)).length;
    int right = step.shape(step.input(1)).length;
    if (left < 2 || right < 2) {
      throw step.refused("a vector");
    }
    if (step.isAsked(0)) {
      step.giveSummed(
          0, step.writer.add("MatMul", List.of(step.gradient, turned(step, step.input(1), right))));
    }
    if (step.isAsked(1)) {
      step.giveSummed(
          1, step.writer.add("MatMul", List.of(turned(step, step.input(0), left), step.gradient)));
    }
  }

  /** Rows and columns in each other's place. */
  private static String turned(BackwardStep step, String value, int rank) {
    long[] order = LongStream.range(0, rank).toArray();
    order[rank - 1] = rank - 2L;
    order[rank - 2] = rank - 1L;
    return step.writer.add("Transpose", List.of(value), integers("perm", order));
  }

  /** y (g - the sum of y g). */
  private static void softmax(BackwardStep step) {
    int rank = step.shape(step.output()).length;
    boolean one = step.writer.opset() >= SOFTMAX_ALONG_ONE;
    long axis = step.integer("axis", one ? -1 : 1);
    long first = axis < 0 ? axis + rank : axis;
    long[] axes = one ? new long[] {first} : LongStream.range(first, rank).toArray();
    NodeWriter writer = step.writer;
    String shared = writer.sum(writer.mul(step.gradient, step.output()), axes);
    String over = writer.add("Sub", List.of(step.gradient, shared));
    step.give(0, writer.mul(step.output(), over));
  }

  /** One of the values along an axis: the others have no gradient. */
  private static void gather(BackwardStep step) {
    long[] shape = step.shape(step.input(0));
    long[] index = step.numbers(1);
    if (index.length != 1) {
      throw step.refused("more than one place at once");
    }
    long given = step.integer("axis", 0);
    int axis = (int) (given < 0 ? given + shape.length : given);
    long size = shape[axis];
    if (size < 0) {
      throw step.refused("some of the images");
    }
    long at = index[0] < 0 ? index[0] + size : index[0];
    long[] pads = new long[2 * shape.length];
    pads[axis] = at;
    pads[shape.length + axis] = size - at - 1;
    long[] upright = shape.clone();
    upright[axis] = 1;
    NodeWriter writer = step.writer;
    String one = writer.add("Reshape", List.of(step.gradient, writer.longs(upright)));
    step.give(0, writer.add("Pad", List.of(one, writer.longs(pads)), word("mode", "constant")));
  }

  /** The gradients of all parts, side by side. */
  private static void split(BackwardStep step) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < step.outputs(); i++) {
      String part = step.output(i);
      parts.add(
          step.gradientOf(i)
              .orElseGet(
                  () ->
                      step.writer.add(
                          "ConstantOfShape", List.of(step.writer.add("Shape", List.of(part))))));
    }
    step.give(0, step.writer.add("Concat", parts, integer("axis", step.integer("axis", 0))));
  }
}
