package io.github.gradcam.explain.export.onnx;

import static io.github.gradcam.explain.export.onnx.NodeWriter.integer;
import static io.github.gradcam.explain.export.onnx.NodeWriter.integers;

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
    rules.put("Slice", AttentionRules::slice);
    rules.put("Split", AttentionRules::split);
    rules.put("Pad", AttentionRules::pad);
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
    long[] before = step.shape(step.input(0));
    long[] index = step.numbers(1);
    if (index.length != 1) {
      throw step.refused("more than one place at once");
    }
    int axis = axis(step.integer("axis", 0), before.length);
    long[] upright = before.clone();
    upright[axis] = 1;
    String one = step.writer.add("Reshape", List.of(step.gradient, step.writer.longs(upright)));
    long at = index[0] < 0 ? index[0] + before[axis] : index[0];
    placed(step, one, List.of(new Part(axis, at, before[axis] - at - 1)));
  }

  /**
   * Zeros along an axis.
   *
   * @param axis which
   * @param before how many come first
   * @param after how many come last
   */
  private record Part(int axis, long before, long after) {}

  private static int axis(long axis, int rank) {
    return (int) (axis < 0 ? axis + rank : axis);
  }

  /** Puts the gradient of a part where that part was. */
  private static void placed(BackwardStep step, String gradient, List<Part> parts) {
    int rank = step.shape(step.input(0)).length;
    long[] pads = new long[2 * rank];
    for (Part part : parts) {
      if (part.before() < 0 || part.after() < 0) {
        throw step.refused("parts of the batch");
      }
      pads[part.axis()] = part.before();
      pads[rank + part.axis()] = part.after();
    }
    step.give(0, step.writer.add("Pad", List.of(gradient, step.writer.longs(pads))));
  }

  private static void slice(BackwardStep step) {
    long[] before = step.shape(step.input(0));
    long[] after = step.shape(step.output());
    long[] starts = step.numbers(1);
    long[] axes =
        step.inputs() > 3 ? step.numbers(3) : LongStream.range(0, starts.length).toArray();
    long[] steps = step.inputs() > 4 ? step.numbers(4) : new long[0];
    if (starts.length == 0 || axes.length != starts.length) {
      throw step.refused("parts that are not known before the network runs");
    }
    if (LongStream.of(steps).anyMatch(each -> each != 1)) {
      throw step.refused("every second value, or values backwards");
    }
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < axes.length; i++) {
      int axis = axis(axes[i], before.length);
      long start = starts[i] < 0 ? starts[i] + before[axis] : starts[i];
      long from = Math.max(0, Math.min(start, before[axis]));
      parts.add(new Part(axis, from, before[axis] - from - after[axis]));
    }
    placed(step, step.gradient, parts);
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

  private static void pad(BackwardStep step) {
    long[] before = step.shape(step.input(0));
    long[] pads = step.numbers(1);
    boolean plain = step.inputs() < 4 && step.word("mode", "constant").equals("constant");
    if (pads.length != 2 * before.length || !plain || LongStream.of(pads).anyMatch(n -> n < 0)) {
      throw step.refused("margins other than constants of a known size");
    }
    int[] axes =
        IntStream.range(0, before.length)
            .filter(i -> pads[i] != 0 || pads[before.length + i] != 0)
            .toArray();
    if (axes.length == 0) {
      step.give(0, step.gradient);
      return;
    }
    NodeWriter writer = step.writer;
    long[] starts = IntStream.of(axes).mapToLong(i -> pads[i]).toArray();
    long[] ends = IntStream.of(axes).mapToLong(i -> pads[i] + before[i]).toArray();
    step.give(
        0,
        writer.add(
            "Slice",
            List.of(
                step.gradient,
                writer.longs(starts),
                writer.longs(ends),
                writer.longs(IntStream.of(axes).asLongStream().toArray()))));
  }
}
