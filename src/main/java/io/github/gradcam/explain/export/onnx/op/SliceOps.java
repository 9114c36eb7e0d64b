package io.github.gradcam.explain.export.onnx.op;

import static io.github.gradcam.explain.export.onnx.op.NodeWriter.integer;
import static io.github.gradcam.explain.export.onnx.op.NodeWriter.word;

import io.github.gradcam.explain.export.onnx.op.Stored.Computed;
import io.github.gradcam.explain.export.onnx.op.Stored.Fixed;
import io.github.gradcam.explain.export.onnx.op.Stored.Order;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Ops that take a part of some values, or put something around them. */
final class SliceOps {

  private static final long END = Long.MAX_VALUE;
  private static final long BEFORE_FIRST = Long.MIN_VALUE;

  private SliceOps() {}

  static void addTo(Map<String, Translation> all) {
    all.put("StridedSlice", Translation.of(SliceOps::strided));
    all.put("Slice", Translation.of(SliceOps::slice));
    all.put("Split", SliceOps::split);
    all.put("SplitV", SliceOps::uneven);
    all.put("Unpack", SliceOps::unpack);
    all.put("Pad", Translation.of(SliceOps::padded));
    all.put("PadV2", Translation.of(SliceOps::padded));
    all.put("MirrorPad", Translation.of(SliceOps::mirrored));
    all.put("GatherV2", Translation.of(SliceOps::gather));
    all.put("ReverseV2", Translation.of(SliceOps::reversed));
  }

  /** A value to cut, its order, and where the cuts are. */
  private static final class Cut {

    private final List<Long> starts = new ArrayList<>();
    private final List<Long> ends = new ArrayList<>();
    private final List<Long> axes = new ArrayList<>();
    private final List<Long> steps = new ArrayList<>();

    /** Says what is left of a dimension of TensorFlow. */
    void along(long axis, long start, long end, long by) {
      boolean all = start == 0 && end == END && by == 1;
      if (!all) {
        axes.add(axis);
        starts.add(start);
        ends.add(end);
        steps.add(by);
      }
    }

    /** What is left of a value in an order. */
    String of(OpStep step, String value, Order order) {
      if (axes.isEmpty()) {
        return value;
      }
      List<String> from = new ArrayList<>(List.of(value, longs(step, starts), longs(step, ends)));
      from.add(longs(step, axes.stream().map(axis -> Layouts.axis(order, axis)).toList()));
      if (steps.stream().anyMatch(by -> by != 1)) {
        from.add(longs(step, steps));
      }
      return step.add("Slice", from);
    }

    private static String longs(OpStep step, List<Long> numbers) {
      return step.writer().longs(numbers.stream().mapToLong(Long::longValue).toArray());
    }
  }

  /** A value that is cut in the order in which it is, or plain where that is flat. */
  private static Stored cut(OpStep step, int input, int output, Cut cut) {
    Stored value = step.unflattened(input);
    Order order = value instanceof Computed computed ? computed.order() : Order.PLAIN;
    String name = order == Order.CHANNELS_FIRST ? step.held(input) : step.plain(input);
    return new Computed(
        cut.of(step, name, order), order, step.shape(output), value.type(), List.of());
  }

  /** What Python writes x[a:b:c, ..., d, None]. */
  private static Stored strided(OpStep step) {
    long[] begin = step.numbers(1);
    long[] end = step.numbers(2);
    long[] by = step.numbers(3);
    int rank = step.input(0).rank();
    Cut cut = new Cut();
    List<Long> gone = new ArrayList<>();
    List<Long> added = new ArrayList<>();
    int axis = 0;
    int place = 0;
    for (int i = 0; i < begin.length; i++) {
      if (has(step, "ellipsis_mask", i)) {
        int after = 0;
        for (int j = i + 1; j < begin.length; j++) {
          after += has(step, "new_axis_mask", j) ? 0 : 1;
        }
        place += rank - after - axis;
        axis = rank - after;
      } else if (has(step, "new_axis_mask", i)) {
        added.add((long) place++);
      } else if (has(step, "shrink_axis_mask", i)) {
        cut.along(axis, begin[i], begin[i] == -1 ? END : begin[i] + 1, 1);
        gone.add((long) axis++);
      } else {
        long first = by[i] > 0 ? 0 : END;
        long last = by[i] > 0 ? END : BEFORE_FIRST;
        cut.along(
            axis++,
            has(step, "begin_mask", i) ? first : begin[i],
            has(step, "end_mask", i) ? last : end[i],
            by[i]);
        place++;
      }
    }
    if (gone.isEmpty() && added.isEmpty()) {
      return cut(step, 0, 0, cut);
    }
    String left = cut.of(step, step.plain(0), Order.PLAIN);
    if (!gone.isEmpty()) {
      left = step.add("Squeeze", List.of(left, Cut.longs(step, gone)));
    }
    if (!added.isEmpty()) {
      left = step.add("Unsqueeze", List.of(left, Cut.longs(step, added)));
    }
    return step.plain(left);
  }

  private static boolean has(OpStep step, String mask, int bit) {
    return (step.integer(mask) >> bit & 1) != 0;
  }

  private static Stored slice(OpStep step) {
    long[] begin = step.numbers(1);
    long[] size = step.numbers(2);
    Cut cut = new Cut();
    for (int axis = 0; axis < begin.length; axis++) {
      long whole = step.input(0).shape().get(axis);
      boolean all = size[axis] < 0 || begin[axis] + size[axis] == whole;
      cut.along(axis, begin[axis], all ? END : begin[axis] + size[axis], 1);
    }
    return cut(step, 0, 0, cut);
  }

  private static List<Stored> split(OpStep step) {
    int count = (int) step.integer("num_split");
    long axis = OpStep.axis(step.numbers(0)[0], step.input(1).rank());
    long whole = step.input(1).shape().get((int) axis);
    if (whole < 0) {
      throw step.refused("a size that is not known before the network runs");
    }
    long[] sizes = new long[count];
    Arrays.fill(sizes, whole / count);
    return parts(step, 1, axis, sizes);
  }

  private static List<Stored> uneven(OpStep step) {
    long axis = OpStep.axis(step.numbers(2)[0], step.input(0).rank());
    long[] sizes = step.numbers(1).clone();
    long rest = step.input(0).shape().get((int) axis);
    for (long size : sizes) {
      rest -= Math.max(0, size);
    }
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = sizes[i] < 0 ? rest : sizes[i];
      if (sizes[i] < 0) {
        throw step.refused("a size that is not known before the network runs");
      }
    }
    return parts(step, 0, axis, sizes);
  }

  private static List<Stored> parts(OpStep step, int input, long axis, long[] sizes) {
    List<Stored> parts = new ArrayList<>();
    long start = 0;
    for (int i = 0; i < sizes.length; i++) {
      Cut cut = new Cut();
      cut.along(axis, start, start + sizes[i], 1);
      start += sizes[i];
      parts.add(cut(step, input, i, cut));
    }
    return parts;
  }

  private static List<Stored> unpack(OpStep step) {
    long axis = OpStep.axis(step.integer("axis"), step.input(0).rank());
    List<Stored> parts = new ArrayList<>();
    for (int i = 0; i < step.integer("num"); i++) {
      Cut cut = new Cut();
      cut.along(axis, i, i + 1L, 1);
      String part = cut.of(step, step.plain(0), Order.PLAIN);
      String left = step.add("Squeeze", List.of(part, step.writer().longs(axis)));
      parts.add(step.computed(i, left, Order.PLAIN, List.of()));
    }
    return parts;
  }

  /** Zeros, or the number of a third input. */
  private static Stored padded(OpStep step) {
    List<String> with = step.inputs().size() > 2 ? List.of(step.plain(2)) : List.of();
    return around(step, "constant", with);
  }

  private static Stored mirrored(OpStep step) {
    if (!step.word("mode").equals("REFLECT")) {
      throw step.refused("mode " + step.word("mode"));
    }
    return around(step, "reflect", List.of());
  }

  private static Stored around(OpStep step, String mode, List<String> with) {
    long[] around = step.numbers(1);
    Stored value = step.unflattened(0);
    int rank = value.rank();
    Order order = value instanceof Computed computed ? computed.order() : Order.PLAIN;
    long[] pads = new long[2 * rank];
    for (int axis = 0; axis < rank; axis++) {
      int at = (int) Layouts.axis(order, axis);
      pads[at] = around[2 * axis];
      pads[rank + at] = around[2 * axis + 1];
    }
    String name = order == Order.CHANNELS_FIRST ? step.held(0) : step.plain(0);
    List<String> from = new ArrayList<>(List.of(name, step.writer().longs(pads)));
    from.addAll(with);
    return step.like(value, step.add("Pad", from, word("mode", mode)));
  }

  private static Stored gather(OpStep step) {
    if (step.integer("batch_dims") != 0) {
      throw step.refused("batch_dims of " + step.integer("batch_dims"));
    }
    Stored value = step.unflattened(0);
    long axis = OpStep.axis(step.numbers(2)[0], value.rank());
    boolean first =
        value instanceof Computed maps
            && maps.isMaps()
            && step.input(1) instanceof Fixed
            && step.input(1).rank() == 1;
    if (first) {
      return step.maps(
          step.add(
              "Gather",
              List.of(step.held(0), step.plain(1)),
              integer("axis", Layouts.axis(Order.CHANNELS_FIRST, axis))));
    }
    return step.plain(
        step.add("Gather", List.of(step.plain(0), step.plain(1)), integer("axis", axis)));
  }

  private static Stored reversed(OpStep step) {
    Cut cut = new Cut();
    for (long axis : step.numbers(1)) {
      cut.along(OpStep.axis(axis, step.input(0).rank()), END, BEFORE_FIRST, -1);
    }
    return cut(step, 0, 0, cut);
  }
}
