package io.github.gradcam.model.foreign.onnx.op;

import io.github.gradcam.model.foreign.lowering.Alignment;
import io.github.gradcam.model.foreign.lowering.Dimension;
import io.github.gradcam.model.foreign.lowering.GraphWriter;
import io.github.gradcam.model.foreign.lowering.KnownTensor;
import io.github.gradcam.model.foreign.lowering.Orders;
import io.github.gradcam.model.foreign.lowering.Value;
import io.github.gradcam.model.foreign.lowering.Value.Computed;
import io.github.gradcam.model.foreign.lowering.Value.Known;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.tensorflow.Output;

/** Normalisations, with fixed statistics or with those of each image. */
final class Normalizations {

  private Normalizations() {}

  /** gamma (x - mean) / sqrt(variance + epsilon) + beta, a number a channel. */
  static Value batch(OnnxNode node) {
    if (node.integer("training_mode", 0) != 0 || (node.opset() < 14 && trains(node))) {
      throw node.problem("a network exported for inference, found training mode");
    }
    if (node.integer("spatial", 1) != 1) {
      throw node.problem("one mean and variance a channel, found spatial = 0");
    }
    Value maps = node.input(0);
    float epsilon = node.real("epsilon", 1e-5);
    GraphWriter writer = node.writer();
    if (maps.rank() == 4) {
      Output<?> made =
          writer
              .op(
                  "FusedBatchNormV3",
                  writer.channelsLast(maps),
                  node.named(1),
                  node.named(2),
                  node.named(3),
                  node.named(4))
              .attr("epsilon", epsilon)
              .attr("is_training", false)
              .get();
      return writer.maps(made, maps);
    }
    float[] gamma = node.known(1, "scales").floats();
    float[] beta = node.known(2, "offsets").floats();
    float[] mean = node.known(3, "means").floats();
    float[] variance = node.known(4, "variances").floats();
    float[] scale = new float[gamma.length];
    float[] offset = new float[gamma.length];
    for (int i = 0; i < scale.length; i++) {
      double factor = gamma[i] / Math.sqrt((double) variance[i] + epsilon);
      scale[i] = (float) factor;
      offset[i] = (float) (beta[i] - mean[i] * factor);
    }
    long[] shape = perChannel(maps.rank(), scale.length);
    return affine(
        node,
        maps,
        new Known(KnownTensor.floats(scale, shape)),
        new Known(KnownTensor.floats(offset, shape)));
  }

  /** Until opset 13 more than one output was asked for while training. */
  private static boolean trains(OnnxNode node) {
    return IntStream.range(1, node.outputs()).anyMatch(i -> !node.proto().getOutput(i).isEmpty());
  }

  /** [C, 1, ...], or [C] where there are two dimensions. */
  private static long[] perChannel(int rank, long channels) {
    long[] ones = LongStream.generate(() -> 1).limit(Math.max(1, rank - 1)).toArray();
    ones[0] = channels;
    return ones;
  }

  private static Value affine(OnnxNode node, Value x, Value scale, Value offset) {
    return two(node, "AddV2", two(node, "Mul", x, scale), offset);
  }

  private static Value two(OnnxNode node, String op, Value x, Value y) {
    Alignment aligned = Alignment.of(node.writer(), List.of(x, y));
    return aligned.computed(
        node.writer(),
        node.writer().op(op, aligned.outputs().get(0), aligned.outputs().get(1)).get());
  }

  /** A value with its mean and one over its deviation. */
  private record Standard(Computed value, Computed mean, Computed inverse) {}

  /** (x - mean) / sqrt(variance + epsilon) along axes of the file. */
  private static Standard standard(OnnxNode node, Computed x, int[] axes, double epsilon) {
    GraphWriter writer = node.writer();
    node.join(x, axes);
    Output<?> along = writer.ints(IntStream.of(axes).map(x::memoryAxis).sorted().toArray());
    Output<?> mean = writer.op("Mean", x.output(), along).attr("keep_dims", true).get();
    Output<?> rest = writer.op("Sub", x.output(), mean).get();
    Output<?> square = writer.op("Square", rest).get();
    Output<?> variance = writer.op("Mean", square, along).attr("keep_dims", true).get();
    Output<?> sum = writer.op("AddV2", variance, writer.scalar(epsilon)).get();
    Output<?> inverse = writer.op("Rsqrt", sum).get();
    Output<?> even = writer.op("Mul", rest, inverse).get();
    return new Standard(
        node.like(x, even),
        writer.computed(mean, x.order(), List.of(x)),
        writer.computed(inverse, x.order(), List.of(x)));
  }

  static List<Value> layer(OnnxNode node) {
    Computed x = node.ordered(0);
    int first = node.axis(node.integer("axis", -1), x.rank());
    int[] axes = OnnxNode.range(first, x.rank());
    Standard standard = standard(node, x, axes, node.real("epsilon", 1e-5));
    Value scaled = two(node, "Mul", standard.value(), node.input(1));
    Value shifted = node.has(2) ? two(node, "AddV2", scaled, node.input(2)) : scaled;
    return List.of(shifted, standard.mean(), standard.inverse());
  }

  static Value instance(OnnxNode node) {
    Computed x = node.ordered(0);
    int[] axes = OnnxNode.range(2, x.rank());
    Standard standard = standard(node, x, axes, node.real("epsilon", 1e-5));
    return affine(node, standard.value(), channelwise(node, 1, x), channelwise(node, 2, x));
  }

  /** A number a channel, in the shape [C, 1, ...]. */
  private static Value channelwise(OnnxNode node, int input, Value like) {
    List<Dimension> shape = new ArrayList<>(List.of(node.input(input).size(0)));
    while (shape.size() < like.rank() - 1) {
      shape.add(Dimension.of(1));
    }
    return node.shaping().reshaped(node.input(input), shape);
  }

  /** Until opset 20 gamma and beta are numbers a group, from 21 on a channel. */
  static Value group(OnnxNode node) {
    Value x = node.input(0);
    long groups = node.integer("num_groups", 1);
    long channels = x.size(1).factor();
    if (groups < 1 || channels % groups != 0) {
      throw node.problem("channels in whole groups, found %d in %d".formatted(channels, groups));
    }
    List<Dimension> parts = new ArrayList<>(x.shape());
    parts.set(1, Dimension.of(channels / groups));
    parts.add(1, Dimension.of(groups));
    Computed apart = (Computed) node.shaping().reshaped(held(node, x), parts);
    int[] axes = OnnxNode.range(2, parts.size());
    Value even = standard(node, apart, axes, node.real("epsilon", 1e-5)).value();
    if (node.opset() < 21 && node.input(1).size(0).is(groups) && groups != channels) {
      even = affine(node, even, channelwise(node, 1, even), channelwise(node, 2, even));
      return node.shaping().reshaped(even, x.shape());
    }
    Value whole = node.shaping().reshaped(even, x.shape());
    return affine(node, whole, channelwise(node, 1, x), channelwise(node, 2, x));
  }

  private static Computed held(OnnxNode node, Value value) {
    return value instanceof Computed computed
        ? computed
        : node.writer().computed(node.writer().named(value), value);
  }

  /** (x - mean) / deviation over batch and places, as ONNX names it; no learned numbers. */
  static Value meanVariance(OnnxNode node) {
    Computed x = node.ordered(0);
    int[] axes =
        LongStream.of(node.integers("axes").orElse(new long[] {0, 2, 3}))
            .mapToInt(axis -> node.axis(axis, x.rank()))
            .toArray();
    if (IntStream.of(axes).anyMatch(axis -> !x.size(axis).isKnown())) {
      throw node.problem("means of each image, found means over the batch");
    }
    return standard(node, x, axes, 1e-9).value();
  }

  /** x over the norm along an axis. */
  static Value norm(OnnxNode node) {
    Computed x = node.ordered(0);
    GraphWriter writer = node.writer();
    int named = node.axis(node.integer("axis", -1), x.rank());
    node.join(x, named);
    int axis = x.memoryAxis(named);
    boolean first = node.integer("p", 2) == 1;
    Output<?> sizes = writer.op(first ? "Abs" : "Square", x.output()).get();
    Output<?> sum = writer.op("Sum", sizes, writer.ints(axis)).attr("keep_dims", true).get();
    Output<?> norm = first ? sum : writer.op("Sqrt", sum).get();
    return node.like(x, writer.op("RealDiv", x.output(), norm).get());
  }

  /** Softmax and its logarithm; until opset 12 over all dimensions from the axis on. */
  static OnnxOp softmax(String op) {
    return OnnxOp.of(node -> softmax(node, op));
  }

  private static Value softmax(OnnxNode node, String op) {
    Computed x = node.ordered(0);
    boolean old = node.opset() < 13;
    int axis = node.axis(node.integer("axis", old ? 1 : -1), x.rank());
    node.join(x, old ? OnnxNode.range(axis, x.rank()) : new int[] {axis});
    boolean rest = x.shape().subList(axis + 1, x.rank()).stream().allMatch(d -> d.is(1));
    if (old && !rest) {
      Dimension rows = Dimension.product(x.shape().subList(0, axis));
      Dimension columns = Dimension.product(x.shape().subList(axis, x.rank()));
      Value flat = node.shaping().reshaped(x, List.of(rows, columns));
      Output<?> made = node.writer().op(op, node.writer().named(flat)).get();
      return node.shaping().reshaped(node.writer().computed(made, flat), x.shape());
    }
    if (x.memoryAxis(axis) == x.rank() - 1) {
      return node.like(x, node.writer().op(op, x.output()).get());
    }
    List<Integer> order = new ArrayList<>(x.order());
    order.remove(Integer.valueOf(axis));
    order.add(axis);
    Output<?> made = node.writer().op(op, node.writer().in(x, order)).get();
    return new Computed(made, x.shape(), List.copyOf(order), false, List.of());
  }

  /** 1 where the first of the largest is along an axis, else 0. */
  static Value hardmax(OnnxNode node) {
    Computed x = node.ordered(0);
    boolean old = node.opset() < 13;
    int axis = node.axis(node.integer("axis", old ? 1 : -1), x.rank());
    node.join(x, axis);
    GraphWriter writer = node.writer();
    if (old && axis != x.rank() - 1) {
      throw node.problem("the last axis, found axis " + axis);
    }
    Output<?> largest =
        writer
            .op("ArgMax", node.named(0), writer.scalar(axis))
            .attr("output_type", org.tensorflow.proto.DataType.DT_INT64)
            .get();
    int size = Math.toIntExact(x.size(axis).factor());
    Output<?> made =
        writer
            .op("OneHot", largest, writer.scalar(size), writer.scalar(1.0), writer.scalar(0.0))
            .attr("axis", axis)
            .get();
    return new Computed(made, x.shape(), Orders.named(x.rank()), false, List.of());
  }
}
