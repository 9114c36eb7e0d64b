package io.github.gradcam.explain.export.onnx;

import static io.github.gradcam.model.foreign.onnx.OnnxFiles.integer;
import static io.github.gradcam.model.foreign.onnx.OnnxFiles.ints;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.gradcam.explain.CamGraph;
import io.github.gradcam.explain.map.MapOps;
import io.github.gradcam.explain.method.GradCam;
import io.github.gradcam.explain.target.TargetOps;
import io.github.gradcam.explain.target.TargetScore;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.HeatmapLayer;
import io.github.gradcam.model.device.Execution;
import io.github.gradcam.model.foreign.ModelDescription;
import io.github.gradcam.model.foreign.ModelSource;
import io.github.gradcam.model.foreign.onnx.OnnxFiles;
import io.github.gradcam.model.foreign.onnx.OnnxNetwork;
import io.github.gradcam.model.foreign.onnx.OnnxReader;
import io.github.gradcam.model.graph.ModelException;
import io.github.gradcam.model.kernel.Precision;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/** Maps that ONNX Runtime computes of an exported file, against those of this program. */
class OnnxExportTest {

  static final int SIZE = 16;
  static final int CLASSES = 5;
  static final String LAYER = "features";

  /** Differences of maps in 0..1. */
  private static final float REAL = 2e-5f;

  /** Of deep networks with random weights, whose rounding grows. */
  private static final float DEEP = 1e-4f;

  @TempDir Path folder;

  private static float[] random(int count, long seed, double scale) {
    Random random = new Random(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (random.nextGaussian() * scale);
    }
    return values;
  }

  private static float[] positive(int count, long seed) {
    float[] values = random(count, seed, 0.3);
    for (int i = 0; i < count; i++) {
      values[i] = Math.abs(values[i]) + 0.5f;
    }
    return values;
  }

  private static Arguments tail(String name, UnaryOperator<OnnxFiles> nodes) {
    return Arguments.of(name, nodes);
  }

  private static OnnxFiles dense(OnnxFiles net, String features, int count) {
    return net.floats("w", new long[] {CLASSES, count}, random(CLASSES * count, 21, 0.3))
        .floats("b", new long[] {CLASSES}, random(CLASSES, 22, 0.3))
        .node("Gemm", "scores", List.of(features, "w", "b"), integer("transB", 1));
  }

  /** The largest of windows of the layer, then a mean and a dense layer. */
  private static OnnxFiles largest(OnnxFiles net, AttributeProto... windows) {
    return meanAndDense(net.node("MaxPool", "a2", List.of(LAYER), windows), "a2", 8);
  }

  static OnnxFiles meanAndDense(OnnxFiles net, String maps, int channels) {
    return dense(
        net.node("GlobalAveragePool", "mean", List.of(maps))
            .node("Flatten", "flat", List.of("mean")),
        "flat",
        channels);
  }

  private static OnnxFiles activated(OnnxFiles net, String op, AttributeProto... attributes) {
    return meanAndDense(
        net.floats("k2", new long[] {8, 8, 3, 3}, random(576, 31, 0.2))
            .node("Conv", "c2", List.of(LAYER, "k2"), ints("pads", 1, 1, 1, 1))
            .node(op, "a2", List.of("c2"), attributes),
        "a2",
        8);
  }

  /** A token of eight numbers for each of the 64 places. */
  private static OnnxFiles tokens(OnnxFiles net) {
    return net.longs("rows", 0, 8, 64)
        .node("Reshape", "columns", List.of(LAYER, "rows"))
        .node("Transpose", "tokens", List.of("columns"), ints("perm", 0, 2, 1));
  }

  /** Queries "q", keys "k" and values "v", [N, 64, 8]. */
  private static OnnxFiles attention(OnnxFiles net) {
    return dense(
        net.node("Transpose", "turned", List.of("k"), ints("perm", 0, 2, 1))
            .node("MatMul", "products", List.of("q", "turned"))
            .tensor(t -> t.setName("less").setDataType(1).addFloatData(0.35f))
            .node("Mul", "small", List.of("products", "less"))
            .node("Softmax", "shares", List.of("small"), integer("axis", -1))
            .node("MatMul", "seen", List.of("shares", "v"))
            .node("Add", "all", List.of("seen", "tokens"))
            .node("ReduceMean", "mean", List.of("all"), ints("axes", 1), integer("keepdims", 0)),
        "mean",
        8);
  }

  private static OnnxFiles projected(OnnxFiles net, String name, int seed) {
    return net.floats("w" + name, new long[] {8, 8}, random(64, seed, 0.5))
        .node("MatMul", name, List.of("tokens", "w" + name));
  }

  /** [N, 64, 8] in two parts: [2 N, 64, 4]. */
  private static OnnxFiles headed(OnnxFiles net, String from, String name) {
    return net.node("Reshape", "r" + name, List.of(from, "heads"))
        .node("Transpose", "t" + name, List.of("r" + name), ints("perm", 0, 2, 1, 3))
        .node("Reshape", name, List.of("t" + name, "apart"));
  }

  /** "qkv", [N, 64, 24]. */
  private static OnnxFiles together(OnnxFiles net) {
    return tokens(net)
        .floats("wqkv", new long[] {8, 24}, random(192, 44, 0.5))
        .node("MatMul", "qkv", List.of("tokens", "wqkv"));
  }

  private static OnnxFiles picked(OnnxFiles net, String name, long index) {
    return net.tensor(t -> t.setName("at" + name).setDataType(7).addInt64Data(index))
        .node("Gather", name, List.of("apart", "at" + name), integer("axis", 0));
  }

  /** Each takes "features", [N, 8, 8, 8], and gives "scores", [N, 5]. */
  static Stream<Arguments> tails() {
    return Stream.of(
        tail("mean and dense", net -> meanAndDense(net, LAYER, 8)),
        tail(
            "flattened and dense",
            net -> dense(net.node("Flatten", "flat", List.of(LAYER)), "flat", 512)),
        tail(
            "mean by ReduceMean, product of matrices",
            net ->
                net.node(
                        "ReduceMean",
                        "mean",
                        List.of(LAYER),
                        ints("axes", 2, 3),
                        integer("keepdims", 0))
                    .floats("m", new long[] {8, CLASSES}, random(40, 23, 0.3))
                    .floats("b", new long[] {CLASSES}, random(CLASSES, 24, 0.3))
                    .node("MatMul", "p", List.of("mean", "m"))
                    .node("Add", "scores", List.of("p", "b"))),
        tail(
            "strided convolution, batch normalisation, ReLU",
            net ->
                meanAndDense(
                    net.floats("k2", new long[] {8, 8, 3, 3}, random(576, 31, 0.2))
                        .floats("g", new long[] {8}, positive(8, 32))
                        .floats("h", new long[] {8}, random(8, 33, 0.3))
                        .floats("mu", new long[] {8}, random(8, 34, 0.3))
                        .floats("var", new long[] {8}, positive(8, 35))
                        .node(
                            "Conv",
                            "c2",
                            List.of(LAYER, "k2"),
                            ints("pads", 1, 1, 1, 1),
                            ints("strides", 2, 2))
                        .node("BatchNormalization", "n2", List.of("c2", "g", "h", "mu", "var"))
                        .node("Relu", "a2", List.of("n2")),
                    "a2",
                    8)),
        tail(
            "grouped, dilated convolution",
            net ->
                meanAndDense(
                    net.floats("k2", new long[] {8, 2, 3, 3}, random(144, 31, 0.3))
                        .node(
                            "Conv",
                            "a2",
                            List.of(LAYER, "k2"),
                            ints("pads", 2, 2, 2, 2),
                            ints("dilations", 2, 2),
                            integer("group", 4)),
                    "a2",
                    8)),
        tail(
            "two ways that meet again",
            net ->
                meanAndDense(
                    net.floats("k2", new long[] {8, 8, 3, 3}, random(576, 31, 0.2))
                        .node("Conv", "c2", List.of(LAYER, "k2"), ints("pads", 1, 1, 1, 1))
                        .node("Add", "sum", List.of("c2", LAYER))
                        .node("Relu", "a2", List.of("sum")),
                    "a2",
                    8)),
        tail(
            "channels that are joined",
            net ->
                meanAndDense(
                    net.node("Sigmoid", "s", List.of(LAYER))
                        .node("Tanh", "t", List.of(LAYER))
                        .node("Concat", "a2", List.of("s", "t"), integer("axis", 1)),
                    "a2",
                    16)),
        tail(
            "squeeze and excitation",
            net ->
                meanAndDense(
                    net.node("GlobalAveragePool", "m", List.of(LAYER))
                        .floats("k2", new long[] {8, 8, 1, 1}, random(64, 31, 0.5))
                        .node("Conv", "c2", List.of("m", "k2"))
                        .node("HardSigmoid", "s", List.of("c2"))
                        .node("Mul", "a2", List.of(LAYER, "s")),
                    "a2",
                    8)),
        tail(
            "largest of windows apart",
            net -> largest(net, ints("kernel_shape", 2, 2), ints("strides", 2, 2))),
        tail(
            "largest of windows that overlap",
            net ->
                largest(
                    net,
                    ints("kernel_shape", 3, 3),
                    ints("strides", 2, 2),
                    ints("pads", 1, 1, 1, 1))),
        tail(
            "largest of windows with gaps that overlap",
            net ->
                largest(
                    net,
                    ints("kernel_shape", 2, 2),
                    ints("strides", 2, 2),
                    ints("dilations", 2, 2))),
        tail(
            "largest of all places",
            net ->
                dense(
                    net.node("GlobalMaxPool", "m", List.of(LAYER))
                        .node("Flatten", "flat", List.of("m")),
                    "flat",
                    8)),
        tail(
            "mean of windows",
            net ->
                dense(
                    net.node(
                            "AveragePool",
                            "a2",
                            List.of(LAYER),
                            ints("kernel_shape", 3, 3),
                            ints("strides", 2, 2))
                        .node("Flatten", "flat", List.of("a2")),
                    "flat",
                    72)),
        tail(
            "layer normalisation",
            net ->
                dense(
                    net.node("GlobalAveragePool", "m", List.of(LAYER))
                        .node("Flatten", "flat", List.of("m"))
                        .floats("g", new long[] {8}, positive(8, 32))
                        .floats("h", new long[] {8}, random(8, 33, 0.3))
                        .node("LayerNormalization", "n", List.of("flat", "g", "h")),
                    "n",
                    8)),
        tail(
            "attention",
            net ->
                attention(projected(projected(projected(tokens(net), "q", 41), "k", 42), "v", 43))),
        tail(
            "attention of two heads, which stand with the images",
            net ->
                dense(
                    headed(
                            headed(
                                headed(
                                    projected(
                                            projected(projected(tokens(net), "Q", 41), "K", 42),
                                            "V",
                                            43)
                                        .longs("heads", 0, 64, 2, 4)
                                        .longs("apart", -1, 64, 4),
                                    "Q",
                                    "q"),
                                "K",
                                "k"),
                            "V",
                            "v")
                        .node("Transpose", "turned", List.of("k"), ints("perm", 0, 2, 1))
                        .node("MatMul", "products", List.of("q", "turned"))
                        .node("Softmax", "shares", List.of("products"), integer("axis", -1))
                        .node("MatMul", "seen", List.of("shares", "v"))
                        .longs("together", -1, 2, 64, 4)
                        .node("Reshape", "both", List.of("seen", "together"))
                        .node(
                            "ReduceMean",
                            "mean",
                            List.of("both"),
                            ints("axes", 2),
                            integer("keepdims", 0))
                        .node("Flatten", "flat", List.of("mean")),
                    "flat",
                    8)),
        tail(
            "attention whose projections are picked",
            net ->
                attention(
                    picked(
                        picked(
                            picked(
                                together(net)
                                    .longs("kinds", 0, 64, 3, 8)
                                    .node("Reshape", "kept", List.of("qkv", "kinds"))
                                    .node(
                                        "Transpose",
                                        "apart",
                                        List.of("kept"),
                                        ints("perm", 2, 0, 1, 3)),
                                "q",
                                0),
                            "k",
                            1),
                        "v",
                        -1))),
        tail(
            "attention whose projections are split, its values another's",
            net ->
                attention(
                    projected(
                        together(net)
                            .longs("eights", 8, 8, 8)
                            .with(
                                model ->
                                    model
                                        .getGraphBuilder()
                                        .addNodeBuilder()
                                        .setOpType("Split")
                                        .setName("split")
                                        .addAllInput(List.of("qkv", "eights"))
                                        .addAllOutput(List.of("q", "k", "unused"))
                                        .addAttribute(integer("axis", 2))),
                        "v",
                        43))),
        tail(
            "rows that are cut off and added",
            net ->
                dense(
                    net.longs("from", -7)
                        .longs("to", 7)
                        .longs("axis", 2)
                        .node("Slice", "cut", List.of(LAYER, "from", "to", "axis"))
                        .longs("margins", 0, 0, 2, 0, 0, 0, 1, 3)
                        .node("Pad", "wide", List.of("cut", "margins"))
                        .node("Tanh", "bent", List.of("wide"))
                        .node("Flatten", "flat", List.of("bent")),
                    "flat",
                    8 * 9 * 11)),
        tail(
            "mean of windows with a border that does not count",
            net ->
                meanAndDense(
                    net.node(
                            "AveragePool",
                            "p2",
                            List.of(LAYER),
                            ints("kernel_shape", 3, 3),
                            ints("strides", 2, 2),
                            ints("pads", 1, 1, 1, 1))
                        .node("Tanh", "a2", List.of("p2")),
                    "a2",
                    8)),
        tail(
            "largest along axes",
            net ->
                dense(
                    net.node("Tanh", "t", List.of(LAYER))
                        .node(
                            "ReduceMax",
                            "m",
                            List.of("t"),
                            ints("axes", 2, 3),
                            integer("keepdims", 0)),
                    "m",
                    8)),
        tail(
            "larger and smaller of two",
            net ->
                meanAndDense(
                    net.node("Sigmoid", "s", List.of(LAYER))
                        .node("Max", "m", List.of(LAYER, "s"))
                        .tensor(t -> t.setName("most").setDataType(1).addFloatData(0.9f))
                        .node("Min", "a2", List.of("m", "most")),
                    "a2",
                    8)),
        tail(
            "parts with a border",
            net ->
                dense(
                    net.longs("from", 2, 1)
                        .longs("to", 6, 7)
                        .longs("along", 1, -1)
                        .node("Slice", "part", List.of(LAYER, "from", "to", "along"))
                        .longs("around", 0, 0, 1, 0, 0, 0, 0, 2)
                        .node("Pad", "a2", List.of("part", "around"))
                        .node("Flatten", "flat", List.of("a2")),
                    "flat",
                    288)),
        tail("SELU", net -> activated(net, "Selu")),
        tail("softsign", net -> activated(net, "Softsign")),
        tail(
            "reciprocal and logarithm",
            net ->
                meanAndDense(
                    net.node("Exp", "e", List.of(LAYER))
                        .tensor(t -> t.setName("one").setDataType(1).addFloatData(1))
                        .node("Add", "more", List.of("e", "one"))
                        .node("Log", "log", List.of("more"))
                        .node("Reciprocal", "a2", List.of("log")),
                    "a2",
                    8)),
        tail("hard swish", net -> activated(net, "HardSwish")),
        tail(
            "leaky ReLU",
            net ->
                activated(
                    net,
                    "LeakyRelu",
                    AttributeProto.newBuilder()
                        .setName("alpha")
                        .setType(AttributeProto.AttributeType.FLOAT)
                        .setF(0.2f)
                        .build())),
        tail("ELU", net -> activated(net, "Elu")),
        tail("softplus", net -> activated(net, "Softplus")),
        tail("error function", net -> activated(net, "Erf")),
        tail(
            "clipped",
            net ->
                meanAndDense(
                    net.tensor(t -> t.setName("low").setDataType(1).addFloatData(0))
                        .tensor(t -> t.setName("high").setDataType(1).addFloatData(0.8f))
                        .node("Clip", "a2", List.of(LAYER, "low", "high")),
                    "a2",
                    8)),
        tail(
            "softmax behind the logits",
            net ->
                dense(
                        net.node("GlobalAveragePool", "mean", List.of(LAYER))
                            .node("Flatten", "flat", List.of("mean")),
                        "flat",
                        8)
                    .node("Softmax", "sure", List.of("scores"), integer("axis", 1))));
  }

  static OnnxFiles begun(long opset) {
    return new OnnxFiles(opset)
        .input("image", 0, 3, SIZE, SIZE)
        .floats("k1", new long[] {8, 3, 3, 3}, random(216, 11, 0.3))
        .node(
            "Conv",
            "first",
            List.of("image", "k1"),
            ints("pads", 1, 1, 1, 1),
            ints("strides", 2, 2))
        .node("Relu", LAYER, List.of("first"));
  }

  private Path written(OnnxFiles net) {
    boolean sure =
        net.model().getGraph().getNodeList().stream().anyMatch(n -> n.getName().equals("sure"));
    return net.output(sure ? "sure" : "scores", 0, CLASSES).write(folder.resolve("net.onnx"));
  }

  static OnnxNetwork network(Path file) {
    return new OnnxReader(file).file(null, null, 0).network();
  }

  static ModelSource source(Path file) {
    return new ModelSource(file, new ModelDescription(null, null, null, 0, "unit", List.of()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tails")
  void mapOfAnExportedFileIsTheMapOfThisProgram(String name, UnaryOperator<OnnxFiles> tail)
      throws Exception {
    Path file = written(tail.apply(begun(17)));
    int[] asked = {-1, 0, 3, 1, 2, 4};
    assertSame(file, LAYER, asked, REAL);
  }

  private void assertSame(Path file, String layerName, int[] asked, float most) throws Exception {
    ModelSource source = source(file);
    try (Classifier classifier = source.load(Execution.of(Precision.FLOAT32)).classifier()) {
      HeatmapLayer layer = classifier.layer(layerName);
      int size = classifier.card().inputSize();
      OnnxNetwork network = network(file);
      Path explained = folder.resolve("explained.onnx");
      OnnxExport.write(network, layer, file, explained);
      byte[] pixels = new byte[asked.length * size * size * 3];
      new Random(5).nextBytes(pixels);
      float[] ours = ours(classifier, layer, pixels, asked);
      Map<String, float[]> theirs = onnxRuntime(explained, pixels, asked, size);
      float[] maps = theirs.get(OnnxExport.HEATMAPS);
      assertThat(maps).hasSameSizeAs(ours);
      for (int i = 0; i < ours.length; i++) {
        assertThat(maps[i]).isCloseTo(ours[i], within(most));
      }
      float peak = 0;
      for (float value : ours) {
        peak = Math.max(peak, value);
      }
      assertThat(peak).as("of a map that is not blank").isGreaterThan(0.99f);
      String output = network.output();
      assertThat(theirs.get(output))
          .usingComparatorWithPrecision(1e-6f)
          .containsExactly(onnxRuntime(file, pixels, asked, size).get(output));
    }
  }

  static float[] ours(Classifier classifier, HeatmapLayer layer, byte[] pixels, int[] asked) {
    Ops tf = Ops.create(classifier.graph()).withSubScope("test");
    TargetOps target = new TargetOps(tf, classifier, TargetScore.LOGIT);
    CamGraph cam =
        new CamGraph(tf, classifier, target, List.of(layer), List.of(new GradCam()), false);
    int size = classifier.card().inputSize();
    Operand<TFloat32> maps = MapOps.of(tf, cam.map(0, 0), size).heatmaps();
    try (TUint8 images =
            TUint8.tensorOf(
                Shape.of(asked.length, size, size, 3), DataBuffers.of(pixels, true, false));
        TInt32 classes =
            TInt32.tensorOf(Shape.of(asked.length), DataBuffers.of(asked, true, false));
        Session session = new Session(classifier.graph());
        Result result =
            session
                .runner()
                .feed(classifier.images(), images)
                .feed(target.classIndex, classes)
                .fetch(maps)
                .run()) {
      TFloat32 found = (TFloat32) result.get(0);
      float[] values = new float[(int) found.size()];
      found.copyTo(DataBuffers.of(values, false, false));
      return values;
    }
  }

  /** Every output for images of bytes, which are divided by 255; explained where it can be. */
  private static Map<String, float[]> onnxRuntime(Path file, byte[] pixels, int[] asked, int size)
      throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    int places = size * size;
    float[] first = new float[pixels.length];
    for (int n = 0; n < asked.length; n++) {
      for (int i = 0; i < places; i++) {
        for (int c = 0; c < 3; c++) {
          first[(n * 3 + c) * places + i] = (pixels[(n * places + i) * 3 + c] & 0xff) / 255f;
        }
      }
    }
    try (OrtSession session = environment.createSession(file.toString());
        OnnxTensor images =
            OnnxTensor.createTensor(
                environment, FloatBuffer.wrap(first), new long[] {asked.length, 3, size, size});
        OnnxTensor classes =
            OnnxTensor.createTensor(
                environment, IntBuffer.wrap(asked), new long[] {asked.length})) {
      String input =
          session.getInputNames().stream()
              .filter(name -> !name.equals(OnnxExport.CLASS_INDEX))
              .findFirst()
              .orElseThrow();
      Map<String, OnnxTensor> fed =
          session.getInputNames().contains(OnnxExport.CLASS_INDEX)
              ? Map.of(input, images, OnnxExport.CLASS_INDEX, classes)
              : Map.of(input, images);
      Map<String, float[]> outputs = new HashMap<>();
      try (OrtSession.Result result = session.run(fed)) {
        result.forEach(
            each -> {
              FloatBuffer values = ((OnnxTensor) each.getValue()).getFloatBuffer();
              float[] copy = new float[values.remaining()];
              values.get(copy);
              outputs.put(each.getKey(), copy);
            });
      }
      return outputs;
    }
  }

  @Test
  void olderOperatorsDoTheSame() throws Exception {
    assertSame(written(meanAndDense(begun(11), LAYER, 8)), LAYER, new int[] {-1, 2}, REAL);
  }

  @Test
  void nodesInputsAndOutputsOfTheFileStayAsTheyAre() throws IOException {
    Path file = written(meanAndDense(begun(17), LAYER, 8));
    ModelSource source = source(file);
    try (Classifier classifier = source.load(Execution.of(Precision.FLOAT32)).classifier()) {
      OnnxNetwork network = network(file);
      ModelProto explained = OnnxExport.of(network, classifier.layer("auto"));
      GraphProto before = ModelProto.parseFrom(Files.readAllBytes(file)).getGraph();
      GraphProto after = explained.getGraph();
      assertThat(after.getNodeList().subList(0, before.getNodeCount()))
          .isEqualTo(before.getNodeList());
      assertThat(after.getInitializerList()).isEqualTo(before.getInitializerList());
      assertThat(after.getInput(0)).isEqualTo(before.getInput(0));
      assertThat(after.getOutput(0)).isEqualTo(before.getOutput(0));
      assertThat(after.getInput(1).getName()).isEqualTo("class_index");
      assertThat(after.getOutput(1).getName()).isEqualTo("heatmaps");
      Path twice = folder.resolve("twice.onnx");
      Files.write(twice, explained.toByteArray());
      assertThatThrownBy(
              () -> OnnxExport.of(again(network(file), explained), classifier.layer("auto")))
          .isInstanceOf(ModelException.class)
          .hasMessageContaining("was the explanation added already?");
    }
  }

  private static OnnxNetwork again(OnnxNetwork network, ModelProto explained) {
    return new OnnxNetwork(
        explained,
        network.images(),
        network.output(),
        network.opset(),
        network.shapes(),
        network.numbers());
  }

  @Test
  void operatorsWithoutAKnownGradientAreNamed() {
    OnnxFiles net =
        meanAndDense(begun(17).node("LRN", "a2", List.of(LAYER), integer("size", 3)), "a2", 8);
    Path file = written(net);
    ModelSource source = source(file);
    try (Classifier classifier = source.load(Execution.of(Precision.FLOAT32)).classifier()) {
      OnnxNetwork network = network(file);
      assertThatThrownBy(() -> OnnxExport.of(network, classifier.layer(LAYER)))
          .isInstanceOf(ModelException.class)
          .hasMessageContaining("found one whose gradient is not known here in LRN 'a2'")
          .hasMessageContaining("--layer");
      assertThat(OnnxExport.of(network, classifier.layer("a2")).getGraph().getOutputCount())
          .isEqualTo(2);
    }
  }

  private void assertRefused(OnnxFiles net, String... words) {
    Path file = written(net);
    ModelSource source = source(file);
    try (Classifier classifier = source.load(Execution.of(Precision.FLOAT32)).classifier()) {
      OnnxNetwork network = network(file);
      assertThatThrownBy(() -> OnnxExport.of(network, classifier.layer(LAYER)))
          .isInstanceOf(ModelException.class)
          .satisfies(e -> assertThat(e).message().contains(words));
    }
  }

  private static OnnxFiles cast(OnnxFiles net, String from, String name, int type) {
    return net.node("Cast", name, List.of(from), integer("to", type));
  }

  @Test
  void networksOfOtherPrecisionThanFloat32AreRefused() {
    String[] words = {"Expected float32", "export the network in float32"};
    OnnxFiles half = cast(begun(17), LAYER, "small", TensorProto.DataType.FLOAT16_VALUE);
    half.node("GlobalAveragePool", "mean", List.of("small"));
    cast(half, "mean", "wide", TensorProto.DataType.FLOAT_VALUE);
    assertRefused(dense(half.node("Flatten", "flat", List.of("wide")), "flat", 8), words);
    OnnxFiles exact = cast(begun(17), LAYER, "long", TensorProto.DataType.DOUBLE_VALUE);
    exact.node("GlobalAveragePool", "mean", List.of("long"));
    cast(exact, "mean", "wide", TensorProto.DataType.FLOAT_VALUE);
    assertRefused(
        dense(exact.node("Flatten", "flat", List.of("wide")), "flat", 8), "found double precision");
    OnnxFiles halves =
        meanAndDense(begun(17), LAYER, 8).withInputType(TensorProto.DataType.FLOAT16_VALUE);
    assertRefused(halves, "found half precision in '" + LAYER + "'");
  }

  @Test
  void weightsOfHalfPrecisionThatAreCastAreTaken() throws Exception {
    OnnxFiles net =
        begun(17)
            .tensor(
                tensor -> {
                  tensor.setName("halves").setDataType(TensorProto.DataType.FLOAT16_VALUE);
                  tensor.addDims(8).addDims(1).addDims(1);
                  for (int i = 0; i < 8; i++) {
                    tensor.addInt32Data(0x3c00 + 64 * i); // 1, 1 + 1 / 16, ...
                  }
                });
    cast(net, "halves", "scale", TensorProto.DataType.FLOAT_VALUE);
    net.node("Mul", "scaled", List.of(LAYER, "scale"));
    assertSame(written(meanAndDense(net, "scaled", 8)), LAYER, new int[] {-1, 2}, REAL);
  }

  @Test
  void branchesThatTakeWhatDependsOnTheLayerAreNamed() {
    GraphProto.Builder branch = GraphProto.newBuilder();
    branch.addNodeBuilder().setOpType("Tanh").addInput(LAYER).addOutput("inner");
    branch.addOutputBuilder().setName("inner");
    OnnxFiles net =
        begun(17)
            .tensor(t -> t.setName("always").setDataType(9).addInt32Data(1))
            .node(
                "If",
                "chosen",
                List.of("always"),
                graph("then_branch", branch),
                graph("else_branch", branch))
            .node("Add", "sum", List.of(LAYER, "chosen"));
    assertRefused(
        meanAndDense(net, "sum", 8), "found one whose gradient is not known here in If 'chosen'");
  }

  private static AttributeProto graph(String name, GraphProto.Builder branch) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.GRAPH)
        .setG(branch)
        .build();
  }

  @Test
  void oneNumberBehindASigmoidIsExplainedAsTwoClasses() throws Exception {
    Path file =
        begun(17)
            .node("GlobalAveragePool", "mean", List.of(LAYER))
            .node("Flatten", "flat", List.of("mean"))
            .floats("w", new long[] {1, 8}, random(8, 21, 0.3))
            .node("Gemm", "score", List.of("flat", "w"), integer("transB", 1))
            .node("Sigmoid", "sure", List.of("score"))
            .output("sure", 0, 1)
            .write(folder.resolve("one.onnx"));
    assertSame(file, LAYER, new int[] {-1, 0, 1, -1}, REAL);
  }

  @Test
  void theFilesOwnGraphComesWithTheClassifier() {
    Path file = written(meanAndDense(begun(17), LAYER, 8));
    List<OnnxNetwork> own = new ArrayList<>();
    try (Classifier classifier =
        source(file).load(Execution.of(Precision.FLOAT32), own::add).classifier()) {
      assertThat(classifier.labels()).hasSize(CLASSES);
    }
    assertThat(own).containsExactly(network(file));
    ModelSource shipped = new ModelSource(Path.of("saved_model"), ModelDescription.NONE);
    shipped.load(Execution.of(Precision.FLOAT32), own::add).classifier().close();
    assertThat(own).hasSize(1);
  }

  @Test
  void operatorsThatAreTooOldAreRefused() {
    Path file = written(meanAndDense(begun(9), LAYER, 8));
    ModelSource source = source(file);
    try (Classifier classifier = source.load(Execution.of(Precision.FLOAT32)).classifier()) {
      OnnxNetwork network = network(file);
      assertThatThrownBy(() -> OnnxExport.of(network, classifier.layer(LAYER)))
          .isInstanceOf(ModelException.class)
          .hasMessageContaining("version 11 or later, found 9");
    }
  }

  private static final Path TORCHVISION = Path.of("target", "onnx");

  static Stream<String> torchvision() throws IOException {
    if (!Files.isDirectory(TORCHVISION)) {
      return Stream.of("none");
    }
    try (Stream<Path> files = Files.list(TORCHVISION)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList().stream();
    }
  }

  /** With random weights; {@code src/test/python/onnx/export_torchvision.py} makes them. */
  @Tag("slow")
  @ParameterizedTest
  @MethodSource("torchvision")
  void mapsOfTorchvisionsNetworksAreThoseOfThisProgram(String name) throws Exception {
    Path file = TORCHVISION.resolve(name);
    assumeTrue(Files.exists(file), "needs networks of src/test/python/onnx/export_torchvision.py");
    assumeTrue(network(file).opset() >= 11, "needs operators of version 11");
    assertSame(file, "auto", new int[] {-1}, DEEP);
  }

  @Test
  void squeezeNetsMapIsThatOfThisProgram() throws Exception {
    Path file = Path.of("../shared/models/onnx/squeezenet1_0.onnx");
    assumeTrue(Files.exists(file), "needs ../shared/models/onnx/squeezenet1_0.onnx");
    assertSame(file, "auto", new int[] {-1, 281}, REAL);
  }
}
