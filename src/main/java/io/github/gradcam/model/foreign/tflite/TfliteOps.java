package io.github.gradcam.model.foreign.tflite;

import io.github.gradcam.model.foreign.lowering.GraphWriter;
import io.github.gradcam.model.foreign.lowering.KnownTensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tensorflow.Output;

/** The operators that are understood, by their numbers in the schema. */
final class TfliteOps {

  /** What an operator is in ops of TensorFlow. */
  @FunctionalInterface
  interface Lowering {
    List<Output<?>> of(TfliteOperator operator);
  }

  /** Of one output. */
  @FunctionalInterface
  private interface Single {
    Output<?> of(TfliteOperator operator);
  }

  /**
   * An operator.
   *
   * @param name as the schema calls it
   * @param lowering what it is
   */
  private record Entry(String name, Lowering lowering) {}

  private static final Map<Integer, Entry> ALL = all();

  private TfliteOps() {}

  static Optional<Lowering> find(int number) {
    return Optional.ofNullable(ALL.get(number)).map(Entry::lowering);
  }

  /** What people call an operator. */
  static String name(int number) {
    return Optional.ofNullable(ALL.get(number)).map(Entry::name).orElse("operator " + number);
  }

  private static Map<Integer, Entry> all() {
    Map<Integer, Entry> all = new HashMap<>();
    layers(all);
    unary(all);
    shapes(all);
    return Map.copyOf(all);
  }

  private static void one(Map<Integer, Entry> all, int number, String name, Single single) {
    all.put(number, new Entry(name, operator -> List.of(single.of(operator))));
  }

  private static void layers(Map<Integer, Entry> all) {
    one(all, 0, "ADD", o -> binary(o, "AddV2"));
    one(all, 41, "SUB", o -> binary(o, "Sub"));
    one(all, 18, "MUL", o -> binary(o, "Mul"));
    one(all, 42, "DIV", o -> binary(o, "RealDiv"));
    one(all, 1, "AVERAGE_POOL_2D", o -> pooled(o, "AvgPool"));
    one(all, 17, "MAX_POOL_2D", o -> pooled(o, "MaxPool"));
    one(all, 2, "CONCATENATION", TfliteOps::concatenated);
    one(all, 3, "CONV_2D", TfliteOps::convolved);
    one(all, 4, "DEPTHWISE_CONV_2D", TfliteOps::depthwise);
    one(all, 9, "FULLY_CONNECTED", TfliteOps::connected);
    one(all, 67, "TRANSPOSE_CONV", TfliteOps::transposed);
    one(all, 126, "BATCH_MATMUL", TfliteOps::product);
    one(all, 25, "SOFTMAX", TfliteOps::softmax);
    one(all, 50, "LOG_SOFTMAX", o -> o.writer().op("LogSoftmax", o.value(0)).get());
    one(all, 23, "RESIZE_BILINEAR", o -> resized(o, "ResizeBilinear", 2, 3));
    one(all, 97, "RESIZE_NEAREST_NEIGHBOR", o -> resized(o, "ResizeNearestNeighbor", 0, 1));
    one(all, 11, "L2_NORMALIZATION", TfliteOps::norm);
    one(all, 54, "PRELU", o -> o.formulas().parametricRelu(o.value(0), o.value(1)));
    one(all, 98, "LEAKY_RELU", o -> o.formulas().leakyRelu(o.value(0), o.real(0, 0)));
    one(all, 117, "HARD_SWISH", o -> o.formulas().hardSwish(o.value(0)));
    one(all, 150, "GELU", o -> o.formulas().gelu(o.value(0), o.truth(0)));
    one(all, 20, "RELU_N1_TO_1", o -> o.formulas().clip(o.value(0), -1, 1));
  }

  private static void unary(Map<Integer, Entry> all) {
    Map<Integer, String> same = new HashMap<>();
    same.put(8, "Floor");
    same.put(14, "Sigmoid");
    same.put(19, "Relu");
    same.put(21, "Relu6");
    same.put(28, "Tanh");
    same.put(47, "Exp");
    same.put(59, "Neg");
    same.put(75, "Sqrt");
    same.put(76, "Rsqrt");
    same.put(92, "Square");
    same.put(101, "Abs");
    same.put(111, "Elu");
    same.forEach((number, op) -> one(all, number, op, o -> o.writer().op(op, o.value(0)).get()));
    for (int number : new int[] {6, 114}) {
      // between whole numbers and floats, which are all floats here
      one(all, number, number == 6 ? "DEQUANTIZE" : "QUANTIZE", o -> o.value(0));
    }
    one(all, 55, "MAXIMUM", o -> o.writer().op("Maximum", o.value(0), o.value(1)).get());
    one(all, 57, "MINIMUM", o -> o.writer().op("Minimum", o.value(0), o.value(1)).get());
    one(all, 78, "POW", o -> o.writer().op("Pow", o.value(0), o.value(1)).get());
    one(
        all,
        99,
        "SQUARED_DIFFERENCE",
        o -> o.writer().op("SquaredDifference", o.value(0), o.value(1)).get());
  }

  private static void shapes(Map<Integer, Entry> all) {
    one(all, 22, "RESHAPE", TfliteOps::reshaped);
    one(all, 43, "SQUEEZE", TfliteOps::squeezed);
    one(all, 70, "EXPAND_DIMS", o -> o.writer().op("ExpandDims", o.value(0), ints(o, 1)).get());
    one(all, 34, "PAD", o -> o.writer().op("Pad", o.value(0), ints(o, 1)).get());
    one(all, 60, "PADV2", o -> o.writer().op("PadV2", o.value(0), ints(o, 1), o.value(2)).get());
    one(
        all,
        100,
        "MIRROR_PAD",
        o ->
            o.writer()
                .op("MirrorPad", o.value(0), ints(o, 1))
                .attr("mode", o.small(0) == 0 ? "REFLECT" : "SYMMETRIC")
                .get());
    one(all, 39, "TRANSPOSE", o -> o.writer().op("Transpose", o.value(0), ints(o, 1)).get());
    one(all, 40, "MEAN", o -> reduced(o, "Mean"));
    one(all, 74, "SUM", o -> reduced(o, "Sum"));
    one(all, 82, "REDUCE_MAX", o -> reduced(o, "Max"));
    one(all, 5, "DEPTH_TO_SPACE", o -> blocks(o, "DepthToSpace"));
    one(all, 26, "SPACE_TO_DEPTH", o -> blocks(o, "SpaceToDepth"));
    one(
        all,
        36,
        "GATHER",
        o ->
            o.writer()
                .op("GatherV2", o.value(0), o.value(1), o.writer().scalar(o.number(0, 0)))
                .attr("batch_dims", (long) o.number(1, 0))
                .get());
    one(all, 45, "STRIDED_SLICE", TfliteOps::strided);
    one(all, 65, "SLICE", o -> o.writer().op("Slice", o.value(0), ints(o, 1), ints(o, 2)).get());
    one(all, 53, "CAST", TfliteOps::cast);
    all.put(
        49,
        new Entry(
            "SPLIT",
            o ->
                o.writer()
                    .op("Split", o.writer().scalar(o.numbers(0)[0]), o.value(1))
                    .attr("num_split", o.outputs().size())
                    .all(o.outputs().size())));
    all.put(
        102,
        new Entry(
            "SPLIT_V",
            o ->
                o.writer()
                    .op("SplitV", o.value(0), ints(o, 1), o.writer().scalar(o.numbers(2)[0]))
                    .attr("num_split", o.outputs().size())
                    .all(o.outputs().size())));
    one(all, 83, "PACK", TfliteOps::packed);
    all.put(
        88,
        new Entry(
            "UNPACK",
            o ->
                o.writer()
                    .op("Unpack", o.value(0))
                    .attr("num", o.outputs().size())
                    .attr("axis", o.number(1, 0))
                    .all(o.outputs().size())));
    one(all, 56, "ARG_MAX", o -> o.writer().op("ArgMax", o.value(0), ints(o, 1)).get());
  }

  /** A constant of sizes or axes, in its own shape. */
  private static Output<?> ints(TfliteOperator o, int input) {
    KnownTensor known = o.known(input);
    return o.writer().constant(KnownTensor.ints(o.numbers(input)).reshaped(known.shape()));
  }

  /** Quantised numbers are cast as they stand in the file, which here are floats. */
  private static Output<?> cast(TfliteOperator o) {
    TfliteTensor to = o.outputs().get(0);
    if (o.tensor(0).isQuantised() || to.isQuantised()) {
      throw new IllegalArgumentException(
          "expected a cast of numbers that are not quantised, found some that are");
    }
    return o.writer().op("Cast", o.value(0)).attr("DstT", to.cast()).get();
  }

  private static Output<?> binary(TfliteOperator o, String op) {
    return o.activated(o.writer().op(op, o.value(0), o.value(1)).get(), 0);
  }

  private static String padding(TfliteOperator o) {
    return o.small(0) == 0 ? "SAME" : "VALID";
  }

  private static Output<?> pooled(TfliteOperator o, String op) {
    Output<?> made =
        o.writer()
            .op(op, o.value(0))
            .attr("ksize", new long[] {1, o.number(4, 1), o.number(3, 1), 1})
            .attr("strides", new long[] {1, o.number(2, 1), o.number(1, 1), 1})
            .attr("padding", padding(o))
            .get();
    return o.activated(made, 5);
  }

  private static Output<?> concatenated(TfliteOperator o) {
    List<Output<?>> parts =
        IntStream.range(0, o.inputs().size()).<Output<?>>mapToObj(o::value).toList();
    GraphWriter writer = o.writer();
    Output<?> made =
        parts.size() == 1
            ? parts.get(0)
            : writer.op("ConcatV2").list(parts).input(writer.scalar(o.number(0, 0))).get();
    return o.activated(made, 1);
  }

  private static Output<?> biased(TfliteOperator o, Output<?> made, int input) {
    return o.has(input) ? o.writer().op("BiasAdd", made, o.value(input)).get() : made;
  }

  /** The kernel is [filters, rows, columns, channels]. */
  private static Output<?> convolved(TfliteOperator o) {
    Output<?> made =
        o.writer()
            .op("Conv2D", o.value(0), o.writer().constant(o.known(1).transposed(1, 2, 3, 0)))
            .attr("strides", new long[] {1, o.number(2, 1), o.number(1, 1), 1})
            .attr("dilations", new long[] {1, o.number(5, 1), o.number(4, 1), 1})
            .attr("padding", padding(o))
            .get();
    return o.activated(biased(o, made, 2), 3);
  }

  /** The kernel is [1, rows, columns, channels filters]. */
  private static Output<?> depthwise(TfliteOperator o) {
    KnownTensor kernel = o.known(1);
    long[] sides = kernel.shape();
    long channels = o.value(0).shape().get(3);
    KnownTensor apart = kernel.reshaped(sides[1], sides[2], channels, sides[3] / channels);
    long rows = o.number(2, 1);
    long columns = o.number(1, 1);
    Output<?> made =
        o.writer()
            .op("DepthwiseConv2dNative", o.value(0), o.writer().constant(apart))
            .attr("strides", new long[] {1, rows, columns, 1})
            .attr("dilations", new long[] {1, o.number(6, 1), o.number(5, 1), 1})
            .attr("padding", padding(o))
            .get();
    return o.activated(biased(o, made, 2), 4);
  }

  /** The weight is [outputs, inputs]; what comes is made rows of it. */
  private static Output<?> connected(TfliteOperator o) {
    if (o.small(1) != 0) {
      throw new IllegalArgumentException(
          "expected weights row by row, found shuffled ones (weights_format %d)"
              .formatted(o.small(1)));
    }
    GraphWriter writer = o.writer();
    KnownTensor weight = o.known(1);
    Output<?> x = o.value(0);
    int columns = Math.toIntExact(weight.shape()[1]);
    if (x.shape().numDimensions() != 2) {
      x = writer.op("Reshape", x, writer.ints(-1, columns)).get();
    }
    Output<?> made =
        writer.op("MatMul", x, writer.constant(weight)).attr("transpose_b", true).get();
    Output<?> all = o.activated(biased(o, made, 2), 0);
    int[] shape = o.outputs().get(0).shape();
    return shape.length == 2 ? all : writer.op("Reshape", all, writer.ints(shape)).get();
  }

  /** Takes the sizes of what it gives, the kernel [filters, rows, columns, channels], and maps. */
  private static Output<?> transposed(TfliteOperator o) {
    GraphWriter writer = o.writer();
    int[] sides = o.numbers(0);
    Output<?> batch = writer.op("Shape", o.value(2)).get();
    Output<?> first = writer.op("Slice", batch, writer.ints(0), writer.ints(1)).get();
    Output<?> rest = writer.ints(Arrays.copyOfRange(sides, 1, sides.length));
    Output<?> shape =
        writer.op("ConcatV2").list(List.of(first, rest)).input(writer.scalar(0)).get();
    Output<?> made =
        writer
            .op(
                "Conv2DBackpropInput",
                shape,
                writer.constant(o.known(1).transposed(1, 2, 0, 3)),
                o.value(2))
            .attr("strides", new long[] {1, o.number(2, 1), o.number(1, 1), 1})
            .attr("padding", padding(o))
            .get();
    return o.activated(biased(o, made, 3), 3);
  }

  private static Output<?> product(TfliteOperator o) {
    return o.writer()
        .op("BatchMatMulV2", o.value(0), o.value(1))
        .attr("adj_x", o.truth(0))
        .attr("adj_y", o.truth(1))
        .get();
  }

  private static Output<?> softmax(TfliteOperator o) {
    float beta = o.real(0, 1);
    Output<?> x = o.value(0);
    Output<?> sharp = beta == 1 ? x : o.writer().op("Mul", x, o.writer().scalar(beta)).get();
    return o.writer().op("Softmax", sharp).get();
  }

  private static Output<?> resized(TfliteOperator o, String op, int corners, int centers) {
    return o.writer()
        .op(op, o.value(0), ints(o, 1))
        .attr("align_corners", o.truth(corners))
        .attr("half_pixel_centers", o.truth(centers))
        .get();
  }

  private static Output<?> norm(TfliteOperator o) {
    GraphWriter writer = o.writer();
    Output<?> square = writer.op("Square", o.value(0)).get();
    Output<?> sum = writer.op("Sum", square, writer.ints(-1)).attr("keep_dims", true).get();
    Output<?> least = writer.op("Maximum", sum, writer.scalar(1e-12)).get();
    Output<?> inverse = writer.op("Rsqrt", least).get();
    return writer.op("Mul", o.value(0), inverse).get();
  }

  private static Output<?> reshaped(TfliteOperator o) {
    int[] shape = o.has(1) && o.tensor(1).isConstant() ? o.numbers(1) : o.listed(0);
    return o.writer()
        .op(
            "Reshape",
            o.value(0),
            o.writer().ints(shape.length == 0 ? o.outputs().get(0).shape() : shape))
        .get();
  }

  private static Output<?> squeezed(TfliteOperator o) {
    long[] axes = Arrays.stream(o.listed(0)).asLongStream().toArray();
    return o.writer().op("Squeeze", o.value(0)).attr("squeeze_dims", axes).get();
  }

  private static Output<?> reduced(TfliteOperator o, String op) {
    return o.writer().op(op, o.value(0), ints(o, 1)).attr("keep_dims", o.truth(0)).get();
  }

  private static Output<?> blocks(TfliteOperator o, String op) {
    return o.writer().op(op, o.value(0)).attr("block_size", (long) o.number(0, 1)).get();
  }

  private static Output<?> strided(TfliteOperator o) {
    if (o.truth(5)) {
      throw new IllegalArgumentException("expected ends counted from the start, found offsets");
    }
    return o.writer()
        .op("StridedSlice", o.value(0), ints(o, 1), ints(o, 2), ints(o, 3))
        .attr("begin_mask", (long) o.number(0, 0))
        .attr("end_mask", (long) o.number(1, 0))
        .attr("ellipsis_mask", (long) o.number(2, 0))
        .attr("new_axis_mask", (long) o.number(3, 0))
        .attr("shrink_axis_mask", (long) o.number(4, 0))
        .get();
  }

  private static Output<?> packed(TfliteOperator o) {
    List<Output<?>> parts =
        IntStream.range(0, o.inputs().size()).<Output<?>>mapToObj(o::value).toList();
    return o.writer().op("Pack").list(parts).attr("axis", (long) o.number(1, 0)).get();
  }
}
