package io.github.gradcam.model.foreign.onnx.op;

import io.github.gradcam.model.foreign.lowering.Dimension;
import io.github.gradcam.model.foreign.lowering.GraphWriter;
import io.github.gradcam.model.foreign.lowering.KnownTensor;
import io.github.gradcam.model.foreign.lowering.Orders;
import io.github.gradcam.model.foreign.lowering.Value;
import io.github.gradcam.model.foreign.lowering.Value.Computed;
import io.github.gradcam.model.foreign.lowering.Value.Known;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/** Operators that take parts of values, or put values together. */
final class Slices {

  /** More places than this has no axis that is padded. */
  private static final long LONGEST = 1 << 24;

  private Slices() {}

  /** Part of a value: along each axis from a start to an end in steps. */
  static Value slice(OnnxNode node) {
    Computed x = node.ordered(0);
    int rank = x.rank();
    long[] starts = required(node, "starts", 1);
    long[] ends = required(node, "ends", 2);
    long[] axes =
        node.numbers("axes", 3)
            .orElseGet(() -> IntStream.range(0, starts.length).asLongStream().toArray());
    long[] steps = node.has(4) ? node.known(4, "steps").longs() : ones(starts.length);
    if (ends.length != starts.length
        || axes.length != starts.length
        || steps.length != starts.length) {
      throw node.problem("as many starts as ends, axes and steps");
    }
    int[] begin = new int[rank];
    int[] end = new int[rank];
    int[] step = new int[rank];
    Arrays.fill(step, 1);
    int whole = (1 << rank) - 1;
    int open = whole;
    List<Dimension> shape = new ArrayList<>(x.shape());
    for (int i = 0; i < axes.length; i++) {
      int axis = node.axis(axes[i], rank);
      if (steps[i] == 0) {
        throw node.problem("steps other than 0");
      }
      if (steps[i] == 1 && starts[i] == 0 && all(x.size(axis), ends[i])) {
        continue;
      }
      if (!x.size(axis).isKnown()) {
        throw node.problem(
            "parts of each image, found a part of the batch; export the model with its first axis dynamic");
      }
      long size = x.size(axis).factor();
      boolean forth = steps[i] > 0;
      long from = bound(starts[i], size, forth ? 0 : -1, forth ? size : size - 1);
      long to = bound(ends[i], size, forth ? 0 : -1, forth ? size : size - 1);
      long count = Math.max(0, (to - from + steps[i] + (forth ? -1 : 1)) / steps[i]);
      int at = x.memoryAxis(axis);
      open &= ~(1 << at);
      begin[at] = (int) from;
      // an end of -1 would count from the last: one step before the first stands outside
      end[at] = (int) (to < 0 ? -size - 1 : to);
      step[at] = OnnxNode.clamped(steps[i]);
      shape.set(axis, Dimension.of(count));
    }
    if (open == whole) {
      return node.input(0);
    }
    GraphWriter writer = node.writer();
    Output<?> made =
        writer
            .op("StridedSlice", x.output(), writer.ints(begin), writer.ints(end), writer.ints(step))
            .attr("begin_mask", open)
            .attr("end_mask", open)
            .get();
    return new Computed(made, List.copyOf(shape), x.order(), x.places(), List.of());
  }

  private static boolean all(Dimension size, long end) {
    return size.isKnown() ? end >= size.factor() : end > Integer.MAX_VALUE / 2;
  }

  private static long bound(long said, long size, long least, long most) {
    long counted = said < 0 ? said + size : said;
    return Math.max(least, Math.min(most, counted));
  }

  private static long[] ones(int count) {
    long[] ones = new long[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static long[] required(OnnxNode node, String name, int input) {
    return node.numbers(name, input).orElseThrow(() -> node.problem(name + ", found none"));
  }

  /** Parts one after the other along an axis. */
  static List<Value> split(OnnxNode node) {
    Computed x = node.ordered(0);
    int axis = node.axis(node.integer("axis", 0), x.rank());
    if (!x.size(axis).isKnown()) {
      throw node.problem("parts of each image, found parts of the batch");
    }
    long size = x.size(axis).factor();
    long asked = node.integer("num_outputs", node.outputs());
    if (asked > node.outputs()) {
      throw node.problem(
          "an output for each part, found %d for %d".formatted(node.outputs(), asked));
    }
    int count = (int) Math.max(1, asked);
    long[] sizes =
        node.numbers("split", 1)
            .orElseGet(
                () -> {
                  long part = (size + count - 1) / count;
                  return IntStream.range(0, count)
                      .mapToLong(i -> Math.max(0, Math.min(part, size - i * part)))
                      .toArray();
                });
    if (Arrays.stream(sizes).sum() != size) {
      throw node.problem("parts of %d in all, found %s".formatted(size, Arrays.toString(sizes)));
    }
    GraphWriter writer = node.writer();
    List<Output<?>> parts =
        writer
            .op(
                "SplitV",
                x.output(),
                writer.ints(OnnxNode.ints(sizes)),
                writer.scalar(x.memoryAxis(axis)))
            .attr("num_split", sizes.length)
            .all(sizes.length);
    List<Value> values = new ArrayList<>();
    for (int i = 0; i < sizes.length; i++) {
      List<Dimension> shape = new ArrayList<>(x.shape());
      shape.set(axis, Dimension.of(sizes[i]));
      values.add(new Computed(parts.get(i), List.copyOf(shape), x.order(), x.places(), List.of()));
    }
    return values;
  }

  /** Values one after the other along an axis. */
  static Value concat(OnnxNode node) {
    List<Value> values = node.inputs();
    Value like =
        values.stream()
            .filter(value -> value instanceof Computed computed && computed.places())
            .findFirst()
            .or(
                () ->
                    values.stream()
                        .filter(value -> value instanceof Computed flat && !flat.isFlat())
                        .findFirst())
            .orElse(node.input(0));
    int rank = like.rank();
    int axis = node.axis(node.integer("axis", 1), rank);
    boolean ordered = like instanceof Computed computed && !computed.isFlat();
    List<Integer> order = ordered ? ((Computed) like).order() : Orders.named(rank);
    GraphWriter writer = node.writer();
    List<Output<?>> parts = new ArrayList<>();
    Dimension all = Dimension.of(0);
    List<Dimension> shape = new ArrayList<>(batched(values, axis).orElse(like).shape());
    for (Value value : values) {
      if (value.rank() != rank) {
        throw node.problem("values of %d dimensions, found %s".formatted(rank, value.shape()));
      }
      all = all.plus(value.size(axis));
      parts.add(writer.in(wide(node, value, shape, axis), order));
    }
    shape.set(axis, all);
    boolean places = ordered && ((Computed) like).places();
    Output<?> made =
        parts.size() == 1
            ? parts.get(0)
            : writer.op("ConcatV2").list(parts).input(writer.scalar(order.indexOf(axis))).get();
    return new Computed(made, List.copyOf(shape), order, places, List.of());
  }

  /** A value of which there is one for each image, if there is one. */
  private static Optional<Value> batched(List<Value> values, int axis) {
    return values.stream()
        .filter(
            value ->
                IntStream.range(0, value.rank())
                    .anyMatch(i -> i != axis && value.size(i).isBatch()))
        .findFirst();
  }

  /** One for each image of what a file made for one image has once, such as a class token. */
  private static Value wide(OnnxNode node, Value value, List<Dimension> like, int axis) {
    List<Dimension> shape = new ArrayList<>(value.shape());
    boolean wider = false;
    for (int i = 0; i < shape.size(); i++) {
      if (i != axis && like.get(i).isBatch() && shape.get(i).is(node.fixedBatch())) {
        shape.set(i, like.get(i));
        wider = true;
      }
    }
    if (!wider) {
      return value;
    }
    if (node.fixedBatch() != 1) {
      throw node.problem(
          "what is the same for all images, found %s for %d images; export the model with its first axis dynamic"
              .formatted(value.shape(), node.fixedBatch()));
    }
    GraphWriter writer = node.writer();
    Output<?> made = writer.op("BroadcastTo", writer.named(value), writer.sizes(shape)).get();
    return new Computed(made, List.copyOf(shape), Orders.named(shape.size()), false, List.of());
  }

  /** Elements along an axis. */
  static Value gather(OnnxNode node) {
    Computed x = node.ordered(0);
    int axis = node.axis(node.integer("axis", 0), x.rank());
    Value indices = node.input(1);
    GraphWriter writer = node.writer();
    Dimension size = x.size(axis);
    if (!size.isKnown()) {
      throw node.problem(
          "elements of each image, found one of the batch; export the model with its first axis dynamic");
    }
    List<Dimension> shape = new ArrayList<>(x.shape());
    shape.remove(axis);
    if (indices instanceof Known known && known.rank() == 0) {
      long said = known.tensor().longs()[0];
      int at = (int) (said < 0 ? said + size.factor() : said);
      if (at < 0 || at >= size.factor()) {
        throw node.problem("an index below %d, found %d".formatted(size.factor(), said));
      }
      return taken(writer, x, axis, at, shape);
    }
    Output<?> places = writer.named(indices);
    if (indices instanceof Known known) {
      places = writer.constant(counted(node, known.tensor(), size.factor()));
    }
    Output<?> made = writer.op("GatherV2", node.named(0), places, writer.scalar(axis)).get();
    shape.addAll(axis, indices.shape());
    return new Computed(made, List.copyOf(shape), Orders.named(shape.size()), false, List.of());
  }

  private static KnownTensor counted(OnnxNode node, KnownTensor indices, long size) {
    long[] all = indices.longs();
    for (int i = 0; i < all.length; i++) {
      long at = all[i] < 0 ? all[i] + size : all[i];
      if (at < 0 || at >= size) {
        throw node.problem("indices below %d, found %d".formatted(size, all[i]));
      }
      all[i] = at;
    }
    return KnownTensor.longs(all, indices.shape());
  }

  private static Value taken(
      GraphWriter writer, Computed x, int axis, int at, List<Dimension> shape) {
    int rank = x.rank();
    int memory = x.memoryAxis(axis);
    int[] begin = new int[rank];
    int[] end = new int[rank];
    int[] step = new int[rank];
    Arrays.fill(step, 1);
    begin[memory] = at;
    end[memory] = at + 1;
    int others = ((1 << rank) - 1) & ~(1 << memory);
    Output<?> made =
        writer
            .op("StridedSlice", x.output(), writer.ints(begin), writer.ints(end), writer.ints(step))
            .attr("begin_mask", others)
            .attr("end_mask", others)
            .attr("shrink_axis_mask", 1 << memory)
            .get();
    return new Computed(
        made, List.copyOf(shape), Orders.without(x.order(), List.of(axis)), false, List.of());
  }

  /** Elements whose places are told by all but the last dimension of the indices. */
  static Value gatherNd(OnnxNode node) {
    if (node.integer("batch_dims", 0) != 0) {
      throw node.problem("indices of all images, found batch_dims");
    }
    GraphWriter writer = node.writer();
    Output<?> made = writer.op("GatherNd", node.named(0), indices(node)).get();
    return writer.computed(made, node.input(0), node.input(1));
  }

  private static Output<?> indices(OnnxNode node) {
    GraphWriter writer = node.writer();
    Output<?> given = node.named(1);
    Dimension last = node.input(1).size(-1);
    List<Dimension> shape = node.input(0).shape();
    if (!last.isKnown() || last.factor() > shape.size()) {
      throw node.problem("at most %d numbers an index, found %s".formatted(shape.size(), last));
    }
    long[] sizes = new long[(int) last.factor()];
    for (int i = 0; i < sizes.length; i++) {
      if (!shape.get(i).isKnown()) {
        throw node.problem("indices within each image, found some of the batch");
      }
      sizes[i] = shape.get(i).factor();
    }
    // those below 0 count from the end
    Output<?> size = writer.constant(KnownTensor.longs(sizes, sizes.length));
    Output<?> whole = writer.op("Cast", given).attr("DstT", DataType.DT_INT64).get();
    return writer.op("FloorMod", whole, size).get();
  }

  /** A value in which parts are replaced, or added to. */
  static Value scatterNd(OnnxNode node) {
    String op =
        switch (node.word("reduction", "none")) {
          case "none" -> "TensorScatterUpdate";
          case "add" -> "TensorScatterAdd";
          case "max" -> "TensorScatterMax";
          case "min" -> "TensorScatterMin";
          default -> throw node.problem("no product of scattered values");
        };
    GraphWriter writer = node.writer();
    Output<?> made = writer.op(op, node.named(0), indices(node), node.named(2)).get();
    return writer.computed(made, node.input(0));
  }

  /** Values around a value: a number, its mirror, its edge or itself again. */
  static Value pad(OnnxNode node) {
    Computed x = node.ordered(0);
    int rank = x.rank();
    long[] said = required(node, "pads", 1);
    long[] axes =
        node.has(3)
            ? node.known(3, "axes").longs()
            : IntStream.range(0, rank).asLongStream().toArray();
    if (said.length != 2 * axes.length) {
      throw node.problem("two pads an axis, found " + said.length);
    }
    long[] before = new long[rank];
    long[] after = new long[rank];
    for (int i = 0; i < axes.length; i++) {
      int axis = node.axis(axes[i], rank);
      before[axis] = said[i];
      after[axis] = said[axes.length + i];
    }
    List<Dimension> shape = new ArrayList<>(x.shape());
    for (int axis = 0; axis < rank; axis++) {
      if (before[axis] != 0 || after[axis] != 0) {
        if (!x.size(axis).isKnown()) {
          throw node.problem("pads of each image, found pads of the batch");
        }
        long size = Math.addExact(Math.addExact(x.size(axis).factor(), before[axis]), after[axis]);
        if (size > LONGEST) {
          throw node.problem(
              "at most %,d places with the pads, found %,d".formatted(LONGEST, size));
        }
        shape.set(axis, Dimension.of(size));
      }
    }
    Shapes.checkSize(shape);
    if (shape.equals(x.shape()) && Arrays.stream(before).allMatch(n -> n == 0)) {
      return node.input(0);
    }
    String mode = node.word("mode", "constant");
    Output<?> made =
        switch (mode) {
          case "constant" -> constant(node, x, before, after);
          case "reflect", "edge", "wrap" -> repeated(node, x, before, after, mode);
          default -> throw node.problem("a mode of padding that is known, found " + mode);
        };
    return new Computed(made, List.copyOf(shape), x.order(), x.places(), List.of());
  }

  private static Output<?> constant(OnnxNode node, Computed x, long[] before, long[] after) {
    GraphWriter writer = node.writer();
    int rank = x.rank();
    int[] pads = new int[2 * rank];
    int[] begin = new int[rank];
    int[] size = new int[rank];
    boolean cut = false;
    for (int i = 0; i < rank; i++) {
      int axis = x.order().get(i);
      pads[2 * i] = OnnxNode.clamped(Math.max(0, before[axis]));
      pads[2 * i + 1] = OnnxNode.clamped(Math.max(0, after[axis]));
      begin[i] = OnnxNode.clamped(Math.max(0, -before[axis]));
      boolean less = before[axis] < 0 || after[axis] < 0;
      cut |= less;
      size[i] =
          less
              ? OnnxNode.clamped(x.size(axis).factor() - begin[i] - Math.max(0, -after[axis]))
              : -1;
    }
    Output<?> kept =
        cut
            ? writer.op("Slice", x.output(), writer.ints(begin), writer.ints(size)).get()
            : x.output();
    Output<?> paddings = writer.constant(KnownTensor.ints(pads).reshaped(rank, 2));
    Optional<KnownTensor> value = node.maybeKnown(2);
    if (node.has(2) && value.isEmpty()) {
      throw node.problem("a value for the padding that does not depend on the image");
    }
    boolean zero = value.map(number -> number.floats()[0] == 0).orElse(node.real("value", 0) == 0);
    if (zero) {
      return writer.op("Pad", kept, paddings).get();
    }
    Output<?> number =
        value
            .<Output<?>>map(known -> writer.constant(known.reshaped()))
            .orElseGet(() -> writer.scalar((double) node.real("value", 0)));
    return writer.op("PadV2", kept, paddings, number).get();
  }

  private static Output<?> repeated(
      OnnxNode node, Computed x, long[] before, long[] after, String mode) {
    GraphWriter writer = node.writer();
    Output<?> made = x.output();
    for (int axis = 0; axis < x.rank(); axis++) {
      if (before[axis] != 0 || after[axis] != 0) {
        int size = Math.toIntExact(x.size(axis).factor());
        int first = Math.toIntExact(-before[axis]);
        int[] places =
            IntStream.range(first, Math.toIntExact(size + after[axis]))
                .map(i -> place(i, size, mode))
                .toArray();
        made =
            writer
                .op("GatherV2", made, writer.ints(places), writer.scalar(x.memoryAxis(axis)))
                .get();
      }
    }
    return made;
  }

  /** Which element stands at a place beyond the edges. */
  private static int place(int i, int size, String mode) {
    return switch (mode) {
      case "edge" -> Math.max(0, Math.min(size - 1, i));
      case "wrap" -> Math.floorMod(i, size);
      default -> {
        int period = Math.max(1, 2 * (size - 1));
        int at = Math.floorMod(i, period);
        yield Math.min(at, period - at);
      }
    };
  }
}
