package io.github.gradcam.model.foreign.onnx.op;

import io.github.gradcam.model.foreign.lowering.Dimension;
import io.github.gradcam.model.foreign.lowering.GraphWriter;
import io.github.gradcam.model.foreign.lowering.Orders;
import io.github.gradcam.model.foreign.lowering.Value;
import io.github.gradcam.model.foreign.lowering.Value.Computed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/** Sums, means and extremes along axes. */
final class Reductions {

  private Reductions() {}

  /** What is done to each value before, and to the results after. */
  private record Around(String before, String after) {}

  static OnnxOp of(String op) {
    return OnnxOp.of(node -> reduced(node, op, new Around("", "")));
  }

  static OnnxOp of(String op, String before, String after) {
    return OnnxOp.of(node -> reduced(node, op, new Around(before, after)));
  }

  private static Value reduced(OnnxNode node, String op, Around around) {
    GraphWriter writer = node.writer();
    UnaryOperator<Output<?>> before =
        x -> around.before().isEmpty() ? x : writer.op(around.before(), x).get();
    UnaryOperator<Output<?>> after =
        x -> around.after().isEmpty() ? x : writer.op(around.after(), x).get();
    Computed x = node.ordered(0);
    List<Integer> axes = axes(node, x);
    if (axes.isEmpty()) {
      return node.like(x, after.apply(before.apply(x.output())));
    }
    return finished(
        node,
        x,
        axes,
        (values, along, keep) ->
            after.apply(writer.op(op, before.apply(values), along).attr("keep_dims", keep).get()));
  }

  /** log(sum(exp(x))), which does not overflow. */
  static Value logSumExp(OnnxNode node) {
    GraphWriter writer = node.writer();
    Computed x = node.ordered(0);
    List<Integer> axes = axes(node, x);
    return finished(
        node,
        x,
        axes,
        (values, along, keep) -> {
          Output<?> largest = writer.op("Max", values, along).attr("keep_dims", true).get();
          Output<?> rest = writer.op("Sub", values, largest).get();
          Output<?> sum =
              writer.op("Sum", writer.op("Exp", rest).get(), along).attr("keep_dims", true).get();
          Output<?> log = writer.op("AddV2", writer.op("Log", sum).get(), largest).get();
          return keep
              ? log
              : writer
                  .op("Squeeze", log)
                  .attr("squeeze_dims", axes.stream().mapToLong(x::memoryAxis).sorted().toArray())
                  .get();
        });
  }

  /** Reduces values as they stand in memory. */
  @FunctionalInterface
  private interface Reducing {
    Output<?> of(Output<?> values, Output<?> along, boolean keep);
  }

  private static Value finished(OnnxNode node, Computed x, List<Integer> axes, Reducing reducing) {
    GraphWriter writer = node.writer();
    node.join(x, axes.stream().mapToInt(Integer::intValue).toArray());
    boolean keep = node.integer("keepdims", 1) != 0;
    Output<?> along = writer.ints(axes.stream().mapToInt(x::memoryAxis).sorted().toArray());
    Output<?> made = reducing.of(x.output(), along, keep);
    List<Integer> order = keep ? x.order() : Orders.without(x.order(), axes);
    List<Dimension> shape = new ArrayList<>();
    for (int i = 0; i < x.rank(); i++) {
      if (!axes.contains(i)) {
        shape.add(x.size(i));
      } else if (keep) {
        shape.add(Dimension.of(1));
      }
    }
    return new Computed(made, List.copyOf(shape), order, keep && x.places(), List.of());
  }

  /** Until opset 12 or 17 an attribute, then an input; all where none are named. */
  private static List<Integer> axes(OnnxNode node, Value x) {
    Optional<long[]> said = node.numbers("axes", 1).filter(axes -> axes.length > 0);
    if (said.isEmpty()) {
      boolean none = node.integer("noop_with_empty_axes", 0) != 0;
      return none ? List.of() : IntStream.range(0, x.rank()).boxed().toList();
    }
    return LongStream.of(said.get())
        .mapToObj(axis -> node.axis(axis, x.rank()))
        .distinct()
        .toList();
  }

  /** Where the largest or smallest stands. */
  static OnnxOp position(String op) {
    return OnnxOp.of(node -> position(node, op));
  }

  private static Value position(OnnxNode node, String op) {
    GraphWriter writer = node.writer();
    Value x = node.input(0);
    int axis = node.axis(node.integer("axis", 0), x.rank());
    node.join(x, axis);
    boolean last = node.integer("select_last_index", 0) != 0;
    Output<?> values = node.named(0);
    if (last) {
      values = writer.op("ReverseV2", values, writer.ints(axis)).get();
    }
    Output<?> made =
        writer.op(op, values, writer.scalar(axis)).attr("output_type", DataType.DT_INT64).get();
    if (last) {
      Output<?> end =
          writer
              .op("Cast", writer.scalar(Math.toIntExact(x.size(axis).factor() - 1)))
              .attr("DstT", DataType.DT_INT64)
              .get();
      made = writer.op("Sub", end, made).get();
    }
    if (node.integer("keepdims", 1) != 0) {
      made = writer.op("ExpandDims", made, writer.scalar(axis)).get();
    }
    return writer.computed(made, x);
  }

  /** The k largest or smallest, sorted, and where they stand. */
  static List<Value> largest(OnnxNode node) {
    GraphWriter writer = node.writer();
    Value x = node.input(0);
    int axis = node.axis(node.integer("axis", -1), x.rank());
    node.join(x, axis);
    int count =
        Math.toIntExact(node.has(1) ? node.known(1, "numbers").longs()[0] : node.integer("k", 1));
    boolean smallest = node.integer("largest", 1) == 0;
    List<Integer> order = new ArrayList<>(Orders.named(x.rank()));
    order.remove(Integer.valueOf(axis));
    order.add(axis);
    Output<?> last = writer.in(x, order);
    Output<?> sign = smallest ? writer.op("Neg", last).get() : last;
    List<Output<?>> found = writer.op("TopKV2", sign, writer.scalar(count)).all(2);
    Output<?> values = smallest ? writer.op("Neg", found.get(0)).get() : found.get(0);
    Output<?> places = writer.op("Cast", found.get(1)).attr("DstT", DataType.DT_INT64).get();
    return List.of(
        writer.computed(values, List.copyOf(order), List.of(x)),
        writer.computed(places, List.copyOf(order), List.of(x)));
  }
}
