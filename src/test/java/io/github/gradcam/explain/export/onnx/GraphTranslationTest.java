package io.github.gradcam.explain.export.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnxruntime.OrtException;
import io.github.gradcam.explain.export.onnx.op.TranslatedOps;
import io.github.gradcam.model.foreign.lowering.GraphWriter;
import io.github.gradcam.model.foreign.lowering.KnownTensor;
import io.github.gradcam.model.foreign.lowering.OpCall;
import io.github.gradcam.model.graph.ModelException;
import io.github.gradcam.model.graph.NodeIndex;
import io.github.gradcam.model.graph.RawValues;
import io.github.gradcam.model.kernel.Graphs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.types.TFloat32;

/** Each op as ONNX Runtime computes its translation, against TensorFlow, on random images. */
class GraphTranslationTest {

  private static final int ROWS = 9;
  private static final int COLUMNS = 6;
  private static final int CHANNELS = 4;

  /** Of the largest value. */
  private static final float CLOSE = 1e-5f;

  /** Ops behind images [N, 9, 6, 4]. */
  private interface Net {
    Output<?> of(GraphWriter writer, Output<?> images);
  }

  private static KnownTensor random(long seed, long... shape) {
    Random random = new Random(seed);
    float[] values = new float[(int) KnownTensor.elements(shape)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return KnownTensor.floats(values, shape);
  }

  private static KnownTensor positive(long seed, long... shape) {
    float[] values = random(seed, shape).floats();
    for (int i = 0; i < values.length; i++) {
      values[i] = 0.5f + Math.abs(values[i]);
    }
    return KnownTensor.floats(values, shape);
  }

  private static Output<?> weights(GraphWriter writer, long seed, long... shape) {
    return writer.constant(random(seed, shape));
  }

  private static Output<?> matrix(GraphWriter writer, int rows, int... numbers) {
    return writer.constant(KnownTensor.ints(numbers).reshaped(rows, numbers.length / rows));
  }

  private static Arguments net(String name, Net net) {
    return Arguments.of(name, net);
  }

  /**
   * The largest absolute difference over the largest absolute value, and shapes as TensorFlow's.
   */
  private static ModelProto assertSame(Net net, int count) throws OrtException {
    return assertSame(net, count, CHANNELS);
  }

  private static ModelProto assertSame(Net net, int count, int channels) throws OrtException {
    try (Graph graph = Graphs.empty()) {
      GraphWriter writer = new GraphWriter(graph);
      Output<?> images =
          writer.placeholder("pixels", DataType.DT_FLOAT, -1, ROWS, COLUMNS, channels);
      writer.begin("net");
      Output<?> answer = net.of(writer, images);
      GraphDef network = writer.complete(graph.toGraphDef());
      String end = NodeIndex.tensor(answer.op().name(), answer.index());
      assertThat(answer.index()).isZero();
      long[] shape = {count, ROWS, COLUMNS, channels};
      float[] pixels = random(7, shape).floats();
      ModelProto model =
          GraphTranslation.of(network, "pixels", Map.of(end, "answer"), Map.of()).build();
      OnnxRun.Answer found = OnnxRun.of(model, pixels, shape, null).get("answer");
      try (TFloat32 fed = TFloat32.tensorOf(Shape.of(shape), DataBuffers.of(pixels, true, false));
          Graph whole = Graphs.empty()) {
        whole.importGraphDef(network);
        try (Session session = new Session(whole);
            Result result = session.runner().feed("pixels", fed).fetch(end).run()) {
          float[] expected = floats(result.get(0));
          assertThat(found.shape()).isEqualTo(result.get(0).shape().asArray());
          float peak = 1e-6f;
          for (float value : expected) {
            peak = Math.max(peak, Math.abs(value));
          }
          assertThat(OnnxRun.difference(found.values(), expected)).isLessThan(CLOSE * peak);
        }
      }
      return model;
    }
  }

  private static float[] floats(Tensor tensor) {
    ByteBuffer bytes = ByteBuffer.wrap(RawValues.bytes(tensor)).order(ByteOrder.LITTLE_ENDIAN);
    float[] values = new float[(int) tensor.shape().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (tensor.dataType()) {
            case DT_FLOAT -> bytes.getFloat();
            case DT_INT32 -> bytes.getInt();
            case DT_INT64 -> bytes.getLong();
            default -> bytes.get();
          };
    }
    return values;
  }

  private static List<String> ops(ModelProto model) {
    return model.getGraph().getNodeList().stream().map(NodeProto::getOpType).toList();
  }

  @ParameterizedTest(name = "{0} {1} {2} {3}")
  @CsvSource({
    "Conv2D, 3, 1, SAME, 1",
    "Conv2D, 3, 2, SAME, 1",
    "Conv2D, 2, 2, SAME, 1",
    "Conv2D, 5, 3, SAME, 1",
    "Conv2D, 1, 2, SAME, 1",
    "Conv2D, 3, 2, VALID, 1",
    "Conv2D, 3, 1, SAME, 2",
    "Conv2D, 3, 1, VALID, 2",
    "DepthwiseConv2dNative, 3, 1, SAME, 1",
    "DepthwiseConv2dNative, 3, 2, SAME, 1",
    "DepthwiseConv2dNative, 2, 2, SAME, 1",
    "DepthwiseConv2dNative, 3, 2, VALID, 1",
    "DepthwiseConv2dNative, 3, 1, SAME, 2",
  })
  void convolutionIsPaddedAsTensorFlowPads(
      String op, int kernel, int stride, String padding, int dilation) throws OrtException {
    assertSame(
        (writer, x) ->
            writer
                .op(op, x, weights(writer, 3, kernel, kernel, CHANNELS, 2))
                .attr("strides", new long[] {1, stride, stride, 1})
                .attr("dilations", new long[] {1, dilation, dilation, 1})
                .attr("padding", padding)
                .get(),
        2);
  }

  @ParameterizedTest(name = "{0} {1} {2} {3}")
  @CsvSource({
    "MaxPool, 2, 2, SAME",
    "MaxPool, 3, 2, SAME",
    "MaxPool, 3, 2, VALID",
    "MaxPool, 1, 2, SAME",
    "AvgPool, 2, 2, SAME",
    "AvgPool, 3, 2, SAME",
    "AvgPool, 3, 1, SAME",
    "AvgPool, 5, 3, SAME",
    "AvgPool, 3, 2, VALID",
  })
  void poolingIsPaddedAsTensorFlowPads(String op, int kernel, int stride, String padding)
      throws OrtException {
    assertSame(
        (writer, x) ->
            writer
                .op(op, x)
                .attr("ksize", new long[] {1, kernel, kernel, 1})
                .attr("strides", new long[] {1, stride, stride, 1})
                .attr("padding", padding)
                .get(),
        2);
  }

  @Test
  void windowThatIsAnInputIsTheSame() throws OrtException {
    assertSame(
        (writer, x) ->
            writer
                .op("MaxPoolV2", x, writer.ints(1, 3, 2, 1), writer.ints(1, 2, 3, 1))
                .attr("padding", "SAME")
                .get(),
        2);
  }

  private static Output<?> apart(GraphWriter writer, Output<?> x, boolean depthwise) {
    // 9 rows and 6 columns with 2 around, and one more row for whole blocks, which is cut off again
    Output<?> parts =
        writer.op("SpaceToBatchND", x, writer.ints(2, 3), matrix(writer, 2, 2, 3, 3, 3)).get();
    Output<?> made =
        writer
            .op(
                depthwise ? "DepthwiseConv2dNative" : "Conv2D",
                parts,
                weights(writer, 3, 3, 3, CHANNELS, 2))
            .attr("strides", new long[] {1, 1, 1, 1})
            .attr("padding", "VALID")
            .get();
    return writer
        .op("BatchToSpaceND", made, writer.ints(2, 3), matrix(writer, 2, 0, 1, 0, 0))
        .get();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void convolutionThatWasTakenApartIsOneAgain(boolean depthwise) throws OrtException {
    ModelProto model = assertSame((writer, x) -> apart(writer, x, depthwise), 2);
    assertThat(ops(model)).containsExactly("Conv", "Transpose", "Identity");
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource({"3, 2, SAME", "2, 2, SAME", "3, 2, VALID", "2, 3, VALID", "3, 1, SAME"})
  void transposedConvolutionIsCutAsTensorFlowCuts(int kernel, int stride, String padding)
      throws OrtException {
    boolean same = padding.equals("SAME");
    int rows = same ? ROWS * stride : (ROWS - 1) * stride + kernel;
    int columns = same ? COLUMNS * stride : (COLUMNS - 1) * stride + kernel;
    assertSame(
        (writer, x) -> {
          Output<?> count =
              writer
                  .op(
                      "StridedSlice",
                      writer.op("Shape", x).get(),
                      writer.ints(0),
                      writer.ints(1),
                      writer.ints(1))
                  .attr("shrink_axis_mask", 1)
                  .get();
          Output<?> sizes =
              writer
                  .op("Pack")
                  .list(
                      List.of(count, writer.scalar(rows), writer.scalar(columns), writer.scalar(5)))
                  .get();
          return writer
              .op("Conv2DBackpropInput", sizes, weights(writer, 3, kernel, kernel, 5, CHANNELS), x)
              .attr("strides", new long[] {1, stride, stride, 1})
              .attr("padding", padding)
              .get();
        },
        2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Relu",
        "Relu6",
        "Sigmoid",
        "Tanh",
        "Softplus",
        "Softsign",
        "Elu",
        "Selu",
        "Abs",
        "Neg",
        "Exp",
        "Floor",
        "Ceil",
        "Rint",
        "Round",
        "Sign",
        "Sin",
        "Cos",
        "Erf",
        "Square",
        "Reciprocal",
        "Softmax",
        "LogSoftmax",
        "LeakyRelu",
        "ZerosLike",
        "OnesLike",
        "Identity",
        "IsNan"
      })
  void valueByItselfIsComputedAsTensorFlowComputes(String op) throws OrtException {
    ModelProto model = assertSame((writer, x) -> writer.op(op, x).get(), 2);
    // none but the one behind, since the answer of this test is asked for with its channels last
    assertThat(ops(model).stream().filter(node -> node.equals("Transpose"))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Log", "Sqrt", "Rsqrt"})
  void valueAboveZeroIsComputedAsTensorFlowComputes(String op) throws OrtException {
    assertSame((writer, x) -> writer.op(op, writer.op("Exp", x).get()).get(), 2);
  }

  static Stream<Arguments> seconds() {
    return Stream.of(
        net("a number", (writer, x) -> writer.scalar(1.5)),
        net("one for each channel", (writer, x) -> weights(writer, 3, CHANNELS)),
        net("one for each column", (writer, x) -> weights(writer, 3, COLUMNS, 1)),
        net("one for each value", (writer, x) -> weights(writer, 3, ROWS, COLUMNS, CHANNELS)),
        net("one for each place", (writer, x) -> weights(writer, 3, 1, ROWS, COLUMNS, 1)),
        net("the same maps", (writer, x) -> x),
        net("other maps", (writer, x) -> writer.op("Tanh", x).get()),
        net("one for each map", (writer, x) -> mean(writer, x, true, 1, 2)),
        net(
            "one for each map, reshaped",
            (writer, x) -> reshaped(writer, mean(writer, x, false, 1, 2), -1, 1, 1, CHANNELS)),
        net("one for all", (writer, x) -> mean(writer, x, true, 1, 2, 3)),
        net("one for each channel of all images", (writer, x) -> mean(writer, x, false, 0, 1, 2)));
  }

  private static Output<?> mean(GraphWriter writer, Output<?> x, boolean keep, int... axes) {
    return writer.op("Mean", x, writer.ints(axes)).attr("keep_dims", keep).get();
  }

  private static Output<?> reshaped(GraphWriter writer, Output<?> x, int... shape) {
    return writer.op("Reshape", x, writer.ints(shape)).get();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("seconds")
  void valuesAreRepeatedAsTensorFlowRepeats(String name, Net second) throws OrtException {
    for (String op : List.of("AddV2", "Sub", "Mul", "Maximum", "Minimum", "SquaredDifference")) {
      assertSame((writer, x) -> writer.op(op, x, second.of(writer, x)).get(), 3);
      assertSame((writer, x) -> writer.op(op, second.of(writer, x), x).get(), 3);
    }
    assertSame(
        (writer, x) -> {
          Output<?> more = writer.op("Greater", x, second.of(writer, x)).get();
          return writer.op("SelectV2", more, x, second.of(writer, x)).get();
        },
        3);
  }

  private static Output<?> dense(GraphWriter writer, Output<?> x, int features) {
    return writer.op("MatMul", x, weights(writer, 5, features, 3)).get();
  }

  private static final int FEATURES = ROWS * COLUMNS * CHANNELS;

  @Test
  void denseLayerBehindFlattenedMapsHasItsRowsInTheirOrder() throws OrtException {
    ModelProto model =
        assertSame(
            (writer, x) -> {
              Output<?> flat = reshaped(writer, writer.op("Relu", x).get(), -1, FEATURES);
              return dense(writer, writer.op("Tanh", flat).get(), FEATURES);
            },
            3);
    assertThat(ops(model)).doesNotContain("Transpose");
  }

  @Test
  void denseLayerThatIsStoredTransposedHasItsColumnsInTheirOrder() throws OrtException {
    ModelProto model =
        assertSame(
            (writer, x) ->
                writer
                    .op(
                        "MatMul",
                        reshaped(writer, x, -1, FEATURES),
                        weights(writer, 5, 3, FEATURES))
                    .attr("transpose_b", true)
                    .get(),
            3);
    assertThat(ops(model)).doesNotContain("Transpose");
  }

  static Stream<Arguments> flattened() {
    return Stream.of(
        net(
            "with something added",
            (writer, x) -> writer.op("AddV2", x, weights(writer, 5, FEATURES)).get()),
        net("by itself", (writer, x) -> x),
        net("twice a number", (writer, x) -> writer.op("Mul", x, writer.scalar(2.0)).get()),
        net("as maps again", (writer, x) -> reshaped(writer, x, -1, ROWS, COLUMNS, CHANNELS)),
        net("as other maps", (writer, x) -> reshaped(writer, x, -1, COLUMNS, ROWS, CHANNELS)),
        net("its softmax", (writer, x) -> writer.op("Softmax", x).get()),
        net(
            "its sum",
            (writer, x) -> writer.op("Sum", x, writer.ints(1)).attr("keep_dims", true).get()),
        net(
            "a part",
            (writer, x) -> writer.op("Slice", x, writer.ints(0, 5), writer.ints(-1, 20)).get()),
        net(
            "beside itself",
            (writer, x) -> writer.op("ConcatV2").list(List.of(x, x)).input(writer.scalar(1)).get()),
        net("with zeros around", (writer, x) -> padded(writer, x, 0, 0, 1, 2)),
        net("its shape", (writer, x) -> writer.op("Shape", x).get()),
        net("turned", (writer, x) -> writer.op("Transpose", x, writer.ints(1, 0)).get()),
        net(
            "normalised as one place",
            (writer, x) -> {
              Output<?> place = reshaped(writer, x, -1, 1, 1, FEATURES);
              Output<?> normal = normalised(writer, place, FEATURES);
              return writer.op("Reshape", normal, writer.op("Shape", x).get()).get();
            }));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("flattened")
  void flattenedMapsAreInTensorFlowsOrderForAllElse(String name, Net rest) throws OrtException {
    assertSame(
        (writer, x) -> rest.of(writer, reshaped(writer, writer.op("Relu", x).get(), -1, FEATURES)),
        3);
  }

  private static Output<?> padded(GraphWriter writer, Output<?> x, int... around) {
    return writer.op("Pad", x, matrix(writer, around.length / 2, around)).get();
  }

  private static Output<?> normalised(GraphWriter writer, Output<?> x, int channels) {
    return writer
        .op(
            "FusedBatchNormV3",
            x,
            weights(writer, 11, channels),
            weights(writer, 12, channels),
            weights(writer, 13, channels),
            writer.constant(positive(14, channels)))
        .attr("is_training", false)
        .attr("epsilon", 1e-3f)
        .get();
  }

  static Stream<Arguments> reductions() {
    List<Arguments> all = new ArrayList<>();
    List<List<Integer>> axes =
        List.of(
            List.of(1, 2),
            List.of(1),
            List.of(2),
            List.of(3),
            List.of(-1),
            List.of(1, 3),
            List.of(1, 2, 3),
            List.of(0, 1, 2));
    for (String op : List.of("Mean", "Sum", "Max", "Min", "EuclideanNorm")) {
      for (List<Integer> along : axes) {
        for (boolean keep : new boolean[] {true, false}) {
          all.add(Arguments.of(op, along, keep));
        }
      }
    }
    return all.stream();
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("reductions")
  void numberForAllAlongSomeAxesIsTensorFlows(String op, List<Integer> along, boolean keep)
      throws OrtException {
    int[] axes = along.stream().mapToInt(Integer::intValue).toArray();
    assertSame((writer, x) -> writer.op(op, x, writer.ints(axes)).attr("keep_dims", keep).get(), 2);
  }

  private static OpCall strided(GraphWriter writer, Output<?> x, int[] begin, int[] end, int[] by) {
    return writer.op("StridedSlice", x, writer.ints(begin), writer.ints(end), writer.ints(by));
  }

  static Stream<Arguments> parts() {
    return Stream.of(
        net(
            "[:, 1:8:2, ::-1, 1:]",
            (writer, x) ->
                strided(
                        writer,
                        x,
                        new int[] {0, 1, 0, 1},
                        new int[] {0, 8, 0, 0},
                        new int[] {1, 2, -1, 1})
                    .attr("begin_mask", 0b0101)
                    .attr("end_mask", 0b1101)
                    .get()),
        net(
            "[:, 5:1:-2, -4:-1]",
            (writer, x) ->
                strided(writer, x, new int[] {0, 5, -4}, new int[] {0, 1, -1}, new int[] {1, -2, 1})
                    .attr("begin_mask", 1)
                    .attr("end_mask", 1)
                    .get()),
        net(
            "[..., 2]",
            (writer, x) ->
                strided(writer, x, new int[] {0, 2}, new int[] {0, 3}, new int[] {1, 1})
                    .attr("ellipsis_mask", 1)
                    .attr("shrink_axis_mask", 2)
                    .get()),
        net(
            "[:, -1, :, None]",
            (writer, x) ->
                strided(
                        writer,
                        x,
                        new int[] {0, -1, 0, 0},
                        new int[] {0, 0, 0, 0},
                        new int[] {1, 1, 1, 1})
                    .attr("begin_mask", 0b0101)
                    .attr("end_mask", 0b0101)
                    .attr("shrink_axis_mask", 0b0010)
                    .attr("new_axis_mask", 0b1000)
                    .get()),
        net(
            "Slice",
            (writer, x) ->
                writer.op("Slice", x, writer.ints(0, 2, 0, 1), writer.ints(-1, 4, 6, 2)).get()),
        net("Reverse", (writer, x) -> writer.op("ReverseV2", x, writer.ints(-1, 1)).get()),
        net(
            "Gather",
            (writer, x) ->
                writer.op("GatherV2", x, writer.ints(3, 1, 1, 0), writer.scalar(3)).get()),
        net(
            "one of Gather",
            (writer, x) -> writer.op("GatherV2", x, writer.scalar(2), writer.scalar(1)).get()),
        net("Pad", (writer, x) -> padded(writer, x, 0, 0, 1, 2, 3, 0, 0, 1)),
        net(
            "PadV2",
            (writer, x) ->
                writer
                    .op("PadV2", x, matrix(writer, 4, 0, 0, 1, 2, 3, 0, 0, 1), writer.scalar(-2.5))
                    .get()),
        net(
            "MirrorPad",
            (writer, x) ->
                writer
                    .op("MirrorPad", x, matrix(writer, 4, 0, 0, 1, 2, 3, 0, 0, 0))
                    .attr("mode", "REFLECT")
                    .get()),
        net("Tile", (writer, x) -> writer.op("Tile", x, writer.ints(1, 2, 1, 3)).get()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("parts")
  void partsAndBordersAreTensorFlows(String name, Net net) throws OrtException {
    assertSame(net, 2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, -1})
  void partsJoinedAndTakenApartAreTensorFlows(int axis) throws OrtException {
    assertSame(
        (writer, x) ->
            writer
                .op("ConcatV2")
                .list(List.of(x, writer.op("Tanh", x).get()))
                .input(writer.scalar(axis))
                .get(),
        2);
    int size = new int[] {0, ROWS, COLUMNS, CHANNELS}[axis < 0 ? 3 : axis];
    assertSame(
        (writer, x) -> {
          List<Output<?>> parts =
              writer
                  .op("SplitV", x, writer.ints(1, -1, 1), writer.scalar(axis))
                  .attr("num_split", 3)
                  .all(3);
          return writer
              .op("ConcatV2")
              .list(List.of(parts.get(2), parts.get(1), parts.get(0)))
              .input(writer.scalar(axis))
              .get();
        },
        2);
    assertSame(
        (writer, x) -> {
          List<Output<?>> parts =
              writer.op("Unpack", x).attr("num", size).attr("axis", axis).all(size);
          return writer.op("Pack").list(parts).attr("axis", 1L).get();
        },
        2);
    int halves = size % 2 == 0 ? 2 : 3;
    assertSame(
        (writer, x) -> {
          List<Output<?>> parts =
              writer.op("Split", writer.scalar(axis), x).attr("num_split", halves).all(halves);
          return writer.op("Sub", parts.get(1), parts.get(0)).get();
        },
        2);
  }

  static Stream<Arguments> shapes() {
    return Stream.of(
        net("tokens", (writer, x) -> reshaped(writer, x, -1, ROWS * COLUMNS, CHANNELS)),
        net(
            "maps of tokens",
            (writer, x) ->
                reshaped(
                    writer,
                    reshaped(writer, x, -1, ROWS * COLUMNS, CHANNELS),
                    -1,
                    ROWS,
                    COLUMNS,
                    CHANNELS)),
        net("channels first", (writer, x) -> transposed(writer, x, 0, 3, 1, 2)),
        net("columns first", (writer, x) -> transposed(writer, x, 0, 2, 1, 3)),
        net(
            "channels first and last again",
            (writer, x) ->
                transposed(
                    writer,
                    writer.op("Relu", transposed(writer, x, 0, 3, 1, 2)).get(),
                    0,
                    2,
                    3,
                    1)),
        net(
            "shape that is computed",
            (writer, x) ->
                writer
                    .op("Reshape", reshaped(writer, x, -1, 4), writer.op("Shape", x).get())
                    .get()),
        net("its shape", (writer, x) -> writer.op("Shape", x).get()),
        net("more dimensions", (writer, x) -> writer.op("ExpandDims", x, writer.scalar(2)).get()),
        net(
            "fewer dimensions",
            (writer, x) ->
                writer
                    .op("Squeeze", mean(writer, x, true, 1, 2))
                    .attr("squeeze_dims", new long[] {1, 2})
                    .get()),
        net(
            "one dimension fewer",
            (writer, x) ->
                writer
                    .op("Squeeze", mean(writer, x, true, 1))
                    .attr("squeeze_dims", new long[] {1})
                    .get()),
        net(
            "repeated for each image",
            (writer, x) -> {
              Output<?> sizes = writer.op("Shape", x).get();
              return writer.op("BroadcastTo", weights(writer, 3, 1, 1, 1, CHANNELS), sizes).get();
            }),
        net(
            "a number for each value",
            (writer, x) ->
                writer.op("Fill", writer.op("Shape", x).get(), writer.scalar(2.5)).get()),
        net(
            "blocks of channels",
            (writer, x) -> writer.op("DepthToSpace", x).attr("block_size", 2).get()),
        net(
            "channels of blocks",
            (writer, x) ->
                writer
                    .op("SpaceToDepth", padded(writer, x, 0, 0, 0, 1, 0, 0, 0, 0))
                    .attr("block_size", 2)
                    .get()));
  }

  private static Output<?> transposed(GraphWriter writer, Output<?> x, int... order) {
    return writer.op("Transpose", x, writer.ints(order)).get();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("shapes")
  void shapesAreTensorFlows(String name, Net net) throws OrtException {
    assertSame(net, 2);
    assertSame(net, 3);
  }

  static Stream<Arguments> more() {
    return Stream.of(
        net("batch normalisation", (writer, x) -> normalised(writer, x, CHANNELS)),
        net(
            "local response normalisation",
            (writer, x) ->
                writer
                    .op("LRN", x)
                    .attr("depth_radius", 1)
                    .attr("bias", 1.5f)
                    .attr("alpha", 0.3f)
                    .attr("beta", 0.75f)
                    .get()),
        net("bias", (writer, x) -> writer.op("BiasAdd", x, weights(writer, 3, CHANNELS)).get()),
        net(
            "transposed features",
            (writer, x) ->
                writer
                    .op(
                        "MatMul",
                        writer
                            .op("Transpose", mean(writer, x, false, 1, 2), writer.ints(1, 0))
                            .get(),
                        weights(writer, 5, 3, CHANNELS))
                    .attr("transpose_a", true)
                    .attr("transpose_b", true)
                    .get()),
        net(
            "attention",
            (writer, x) -> {
              Output<?> tokens = reshaped(writer, x, -1, ROWS * COLUMNS, CHANNELS);
              Output<?> scores =
                  writer.op("BatchMatMulV2", tokens, tokens).attr("adj_y", true).get();
              return writer.op("BatchMatMulV2", writer.op("Softmax", scores).get(), tokens).get();
            }),
        net(
            "einsum",
            (writer, x) ->
                writer
                    .op("Einsum")
                    .list(List.of(x, weights(writer, 5, CHANNELS, 2, 3)))
                    .attr("equation", "nhwc,cab->nhwab")
                    .get()),
        net("the largest", (writer, x) -> writer.op("ArgMax", x, writer.scalar(3)).get()),
        net(
            "whole numbers",
            (writer, x) ->
                writer
                    .op("Cast", writer.op("Mul", x, writer.scalar(3.0)).get())
                    .attr("DstT", DataType.DT_INT32)
                    .get()),
        net(
            "between two",
            (writer, x) ->
                writer.op("ClipByValue", x, writer.scalar(-0.5), writer.scalar(0.75)).get()),
        net(
            "powers",
            (writer, x) -> writer.op("Pow", writer.op("Abs", x).get(), writer.scalar(1.5)).get()),
        net(
            "sums so far",
            (writer, x) -> writer.op("Cumsum", x, writer.scalar(2)).attr("exclusive", true).get()),
        net(
            "several at once",
            (writer, x) -> writer.op("AddN").list(List.of(x, x, writer.op("Exp", x).get())).get()),
        net(
            "one or the other",
            (writer, x) ->
                writer
                    .op(
                        "Select",
                        writer.op("LessEqual", x, writer.scalar(0.1)).get(),
                        x,
                        writer.op("Exp", x).get())
                    .get()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("more")
  void otherOpsAreTensorFlows(String name, Net net) throws OrtException {
    assertSame(net, 2);
  }

  @ParameterizedTest(name = "{0} {1} {2} {3}")
  @CsvSource({
    "ResizeBilinear, 18, 12, half_pixel_centers",
    "ResizeBilinear, 5, 4, half_pixel_centers",
    "ResizeBilinear, 13, 7, align_corners",
    "ResizeBilinear, 13, 7, ''",
    "ResizeNearestNeighbor, 18, 12, half_pixel_centers",
    "ResizeNearestNeighbor, 5, 4, half_pixel_centers",
    "ResizeNearestNeighbor, 13, 11, align_corners",
    "ResizeNearestNeighbor, 13, 7, ''",
    "ResizeBicubic, 18, 12, half_pixel_centers",
  })
  void resizedMapsAreTensorFlows(String op, int rows, int columns, String how) throws OrtException {
    assertSame(
        (writer, x) -> {
          OpCall call = writer.op(op, x, writer.ints(rows, columns));
          return (how.isEmpty() ? call : call.attr(how, true)).get();
        },
        2);
  }

  @Test
  void pageNamesAllOps() throws IOException {
    String page = Files.readString(Path.of("docs/onnx/README.md"));
    for (String op : TranslatedOps.names()) {
      String listed = op.startsWith("BatchMatMul") ? "BatchMatMul" : op;
      assertThat(page).containsPattern("\\b" + listed + "\\b");
    }
  }

  @Test
  void opThatOnnxLacksIsNamedWithWhatToDo() {
    assertThatThrownBy(() -> assertSame((writer, x) -> writer.op("Lgamma", x).get(), 1))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("found Lgamma ('net/Lgamma')")
        .hasMessageContaining("--format savedmodel");
  }

  @Test
  void convolutionThatIsApartInAnotherWayIsRefused() {
    assertThatThrownBy(
            () ->
                assertSame(
                    (writer, x) -> {
                      Output<?> parts =
                          writer
                              .op(
                                  "SpaceToBatchND",
                                  x,
                                  writer.ints(3, 3),
                                  matrix(writer, 2, 0, 0, 0, 0))
                              .get();
                      return writer
                          .op(
                              "BatchToSpaceND",
                              writer.op("Relu", parts).get(),
                              writer.ints(3, 3),
                              matrix(writer, 2, 0, 0, 0, 0))
                          .get();
                    },
                    1))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("SpaceToBatchND");
  }

  @Test
  void cubicSizesBetweenTheStepsOfTensorFlowsTableAreRefused() {
    assertThatThrownBy(
            () ->
                assertSame(
                    (writer, x) ->
                        writer
                            .op("ResizeBicubic", x, writer.ints(18, 7))
                            .attr("half_pixel_centers", true)
                            .get(),
                    1))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("ResizeBicubic with 6 values made 7");
  }

  @Test
  void borderThatRepeatsTheEdgeIsRefused() {
    assertThatThrownBy(
            () ->
                assertSame(
                    (writer, x) ->
                        writer
                            .op("MirrorPad", x, matrix(writer, 4, 0, 0, 1, 1, 1, 1, 0, 0))
                            .attr("mode", "SYMMETRIC")
                            .get(),
                    1))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("MirrorPad with mode SYMMETRIC");
  }

  @Test
  void nodesAreCalledAsLayersAndOps() throws OrtException {
    try (Graph graph = Graphs.empty()) {
      GraphWriter writer = new GraphWriter(graph);
      Output<?> x = writer.placeholder("pixels", DataType.DT_FLOAT, -1, 2, 2, 3);
      writer.begin("one");
      Output<?> relu = writer.op("Relu", x).get();
      Output<?> handed = writer.op("Identity", relu).get();
      Output<?> tanh = writer.op("Tanh", handed).get();
      Output<?> mean = writer.op("Mean", tanh, writer.ints(1, 2)).get();
      Output<?> last = writer.op("Identity", mean).get();
      GraphDef network = writer.complete(graph.toGraphDef());
      ModelProto model =
          GraphTranslation.of(
                  network,
                  "pixels",
                  Map.of(last.op().name(), "logits"),
                  Map.of(handed.op().name(), "activation"))
              .build();
      assertThat(model.getGraph().getNodeList().stream().map(NodeProto::getName))
          .containsExactly("activation", "one/Tanh", "logits");
      assertThat(model.getGraph().getInput(0).getName()).isEqualTo("images");
    }
  }
}
