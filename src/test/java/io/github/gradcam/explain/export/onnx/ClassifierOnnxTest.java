package io.github.gradcam.explain.export.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnxruntime.OrtException;
import io.github.gradcam.Shared;
import io.github.gradcam.image.Resize;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.image.codec.ImageReadException;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.HeatmapLayer;
import io.github.gradcam.model.ModelCard;
import io.github.gradcam.model.device.Execution;
import io.github.gradcam.model.foreign.ModelDescription;
import io.github.gradcam.model.foreign.ModelSource;
import io.github.gradcam.model.foreign.lowering.GraphWriter;
import io.github.gradcam.model.foreign.lowering.KnownTensor;
import io.github.gradcam.model.graph.ModelException;
import io.github.gradcam.model.kernel.Graphs;
import io.github.gradcam.model.kernel.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/** Classifiers of all forms as ONNX: what ONNX Runtime answers, and what is read of the file. */
class ClassifierOnnxTest {

  /** Of the largest logit. */
  private static final float CLOSE = 1e-5f;

  /** Differences of maps in 0..1. */
  private static final float MAPS = 2e-5f;

  /** Of deep networks with random weights, whose rounding grows. */
  private static final float DEEP = 1e-4f;

  /** Layers of the ResNet for CIFAR-10 that hand on what another gives. */
  private static final Set<String> HANDING_ON =
      Set.of("Reshape", "resnet_model/Pad", "resnet_model/Pad_2");

  private static final Execution EXACT = Execution.of(Precision.FLOAT32);

  @TempDir Path folder;

  private static Classifier load(Path model) {
    return load(model, ModelDescription.NONE);
  }

  private static Classifier load(Path model, ModelDescription description) {
    return new ModelSource(model, description).load(EXACT).classifier();
  }

  private static ModelDescription prepared(String preprocess) {
    return new ModelDescription(null, null, null, 0, preprocess, List.of());
  }

  private static float[] flat(float[][] rows) {
    int columns = rows[0].length;
    float[] flat = new float[rows.length * columns];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, flat, i * columns, columns);
    }
    return flat;
  }

  private static float peak(float[] values) {
    float peak = 0;
    for (float value : values) {
      peak = Math.max(peak, Math.abs(value));
    }
    return peak;
  }

  /**
   * Answers and maps of ONNX Runtime, and of the file that is opened again, are the model's own.
   */
  private ModelProto assertSame(Classifier classifier, String layerName)
      throws IOException, OrtException {
    return assertSame(classifier, layerName, MAPS);
  }

  private ModelProto assertSame(Classifier classifier, String layerName, float most)
      throws IOException, OrtException {
    HeatmapLayer layer = classifier.layer(layerName);
    int classes = classifier.labels().size();
    int size = classifier.card().inputSize();
    int[] asked = {-1, 0, classes - 1};
    byte[] pixels = photos(asked.length, size);
    float[] logits = flat(classifier.logits(pixels, asked.length));
    float[] probabilities = flat(classifier.probabilities(pixels, asked.length));
    float[] maps = OnnxExportTest.ours(classifier, layer, pixels, asked);
    ModelProto model = ClassifierOnnx.of(classifier, layer);
    assertAnswers(model, pixels, asked, Map.of("logits", logits, "probabilities", probabilities));
    assertMaps(run(model, pixels, asked).get("heatmaps").values(), maps, most);
    Path file = folder.resolve("out.onnx");
    ClassifierOnnx.write(classifier, layer, file);
    try (Classifier again = load(file)) {
      assertThat(again.labels()).isEqualTo(classifier.labels());
      assertThat(again.card().inputSize()).isEqualTo(size);
      assertThat(OnnxRun.difference(flat(again.logits(pixels, asked.length)), logits))
          .isLessThan(CLOSE * peak(logits));
      assertThat(OnnxRun.difference(flat(again.probabilities(pixels, asked.length)), probabilities))
          .isLessThan(CLOSE);
      assertThat(again.layer("auto").name()).isEqualTo(classifier.layer("auto").name());
      assertThat(withPlaces(again)).containsExactlyInAnyOrderElementsOf(withPlaces(classifier));
      assertMaps(OnnxExportTest.ours(again, again.layer(layer.name()), pixels, asked), maps, most);
    }
    return model;
  }

  /** Photos of the repository at a network's size. */
  private static byte[] photos(int count, int size) throws IOException {
    List<String> names = List.of("mountain-lake-sherburne", "forest-stream", "sea-sunset");
    byte[] pixels = new byte[count * size * size * 3];
    for (int i = 0; i < count; i++) {
      RgbImage photo;
      try {
        photo = ImageFiles.read(Path.of("data", names.get(i) + ".jpg"));
      } catch (ImageReadException e) {
        throw new IOException(e);
      }
      byte[] own = Resize.bilinear(photo, size, size).pixels();
      System.arraycopy(own, 0, pixels, i * own.length, own.length);
    }
    return pixels;
  }

  private static List<String> withPlaces(Classifier classifier) {
    return classifier.layers().stream()
        .filter(HeatmapLayer::spatial)
        .map(HeatmapLayer::name)
        .filter(name -> !HANDING_ON.contains(name))
        .toList();
  }

  private static void assertMaps(float[] found, float[] expected, float most) {
    assertThat(OnnxRun.difference(found, expected)).as("maps").isLessThan(most);
    assertThat(peak(expected)).as("of maps that are not blank").isGreaterThan(0.99f);
  }

  private static void assertAnswers(
      ModelProto model, byte[] pixels, int[] asked, Map<String, float[]> expected)
      throws OrtException {
    Map<String, OnnxRun.Answer> found = run(model, pixels, asked);
    expected.forEach(
        (name, values) ->
            assertThat(OnnxRun.difference(found.get(name).values(), values))
                .as(name)
                .isLessThan(CLOSE * peak(values)));
  }

  private static Map<String, OnnxRun.Answer> run(ModelProto model, byte[] pixels, int[] asked)
      throws OrtException {
    long size =
        model.getGraph().getInput(0).getType().getTensorType().getShape().getDim(2).getDimValue();
    float[] images = new float[pixels.length];
    for (int i = 0; i < images.length; i++) {
      images[i] = pixels[i] & 0xff;
    }
    return OnnxRun.of(model, images, new long[] {asked.length, size, size, 3}, asked);
  }

  /** Those of the network itself, not of its gradient. */
  private static long transposes(ModelProto model) {
    return model.getGraph().getNodeList().stream()
        .filter(node -> !node.getName().startsWith("gradcam/"))
        .map(NodeProto::getOpType)
        .filter("Transpose"::equals)
        .count();
  }

  @Test
  void shippedModelIsTheSame() throws Exception {
    try (Classifier classifier = load(Path.of("saved_model"))) {
      assertThat(transposes(assertSame(classifier, "auto"))).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({"scenes, 96", "resnet18, 65"})
  void ownArchitectureIsTheSameAtEachOfItsStages(String architecture, int size) throws Exception {
    ModelCard card = ModelCard.unsaved(architecture, List.of("a, 1: b", "\"c\"", "d", "e"), size);
    try (Classifier classifier = Classifier.untrained(card, Precision.FLOAT32, 3)) {
      for (HeatmapLayer layer : classifier.layersNamed("stages")) {
        ModelProto model = assertSame(classifier, layer.name(), DEEP);
        assertThat(transposes(model)).as(layer.name()).isZero();
      }
    }
  }

  private static Output<?> weights(GraphWriter writer, long seed, long... shape) {
    Random random = new Random(seed);
    float[] values = new float[(int) KnownTensor.elements(shape)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (0.4 * random.nextGaussian());
    }
    return writer.constant(KnownTensor.floats(values, shape));
  }

  private static Output<?> convolved(
      GraphWriter writer, String op, Output<?> x, int stride, int kernel, int from, int to) {
    return writer
        .op(op, x, weights(writer, 10 + from, kernel, kernel, from, to))
        .attr("strides", new long[] {1, stride, stride, 1})
        .attr("padding", "SAME")
        .get();
  }

  /** A frozen graph: a depthwise block, squeeze and excitation, a pooled branch, and an end. */
  private Path frozen(String end, int classes) throws IOException {
    Path file = folder.resolve("net.pb");
    try (Graph graph = Graphs.empty()) {
      GraphWriter writer = new GraphWriter(graph);
      Output<?> x = writer.placeholder("pixels", DataType.DT_FLOAT, -1, 31, 31, 3);
      writer.begin("stem");
      x = writer.op("Relu6", convolved(writer, "Conv2D", x, 2, 3, 3, 8)).get();
      writer.begin("block");
      Output<?> y = convolved(writer, "DepthwiseConv2dNative", x, 1, 3, 8, 1);
      y = writer.op("Mul", y, writer.op("Sigmoid", y).get()).get();
      writer.begin("squeeze");
      Output<?> s = writer.op("Mean", y, writer.ints(1, 2)).get();
      s = writer.op("Reshape", s, writer.ints(-1, 1, 1, 8)).get();
      s = convolved(writer, "Conv2D", s, 1, 1, 8, 8);
      Output<?> line = writer.op("AddV2", s, writer.scalar(3.0)).get();
      s = writer.op("Mul", writer.op("Relu6", line).get(), writer.scalar(1 / 6.0)).get();
      y = writer.op("Mul", y, s).get();
      writer.begin("pooled");
      Output<?> p =
          writer
              .op("AvgPool", x)
              .attr("ksize", new long[] {1, 3, 3, 1})
              .attr("strides", new long[] {1, 1, 1, 1})
              .attr("padding", "SAME")
              .get();
      writer.begin("together");
      y = writer.op("ConcatV2").list(List.of(y, p, x)).input(writer.scalar(3)).get();
      y = writer.op("Maximum", y, writer.op("Mul", y, writer.scalar(0.1)).get()).get();
      writer.begin("head");
      Output<?> largest = writer.op("Max", y, writer.ints(1, 2)).get();
      Output<?> mean = writer.op("Mean", y, writer.ints(1, 2)).get();
      Output<?> features = writer.op("AddV2", largest, mean).get();
      Output<?> scores = writer.op("MatMul", features, weights(writer, 30, 24, classes)).get();
      writer.begin("end");
      if (!end.isEmpty()) {
        writer.op(end, scores).get();
      }
      Files.write(file, writer.complete(graph.toGraphDef()).toByteArray());
    }
    return file;
  }

  @ParameterizedTest(name = "{0} over {1}")
  @CsvSource({"Softmax, 5", "Sigmoid, 5", "Sigmoid, 1", "'', 5"})
  void frozenGraphIsTheSameAtEachOfItsLayers(String end, int classes) throws Exception {
    try (Classifier classifier = load(frozen(end, classes), prepared("imagenet-torch"))) {
      for (String layer : List.of("stem/Relu6", "block/Mul", "together/Maximum")) {
        assertThat(transposes(assertSame(classifier, layer))).isZero();
      }
    }
  }

  @Test
  void metadataNamesLabelsLayersAndPixels() throws Exception {
    try (Classifier classifier = load(Path.of("saved_model"))) {
      ModelProto model = ClassifierOnnx.of(classifier, classifier.layer("auto"));
      Map<String, String> said =
          model.getMetadataPropsList().stream()
              .collect(Collectors.toMap(p -> p.getKey(), p -> p.getValue()));
      assertThat(said)
          .containsEntry(
              "labels", "[\"buildings\",\"forest\",\"glacier\",\"mountain\",\"sea\",\"street\"]")
          .containsEntry("Image.BitmapPixelFormat", "Rgb8")
          .containsEntry("Image.NominalPixelRange", "NominalRange_0_255")
          .containsEntry("gradcam.method", "Grad-CAM")
          .containsEntry("gradcam.layer", classifier.layer("auto").name());
      assertThat(said.get("gradcam.layers")).contains(classifier.layer("auto").name());
      assertThat(model.getGraph().getOutputList().stream().map(o -> o.getName()))
          .containsExactly("logits", "probabilities", "heatmaps");
      assertThat(model.getGraph().getInputList().stream().map(i -> i.getName()))
          .containsExactly("images", "class_index");
    }
  }

  @Test
  void opThatOnnxLacksIsRefusedAndNothingIsWritten() throws Exception {
    Path target = folder.resolve("refused.onnx");
    try (Classifier classifier = load(frozen("Softmax", 5), prepared("unit"))) {
      Classifier other =
          classifier.rewritten(
              graph -> {
                var changed = graph.toBuilder();
                changed.getNodeBuilderList().stream()
                    .filter(node -> node.getName().equals("block/Sigmoid"))
                    .forEach(node -> node.setOp("Lgamma"));
                return changed.build();
              });
      try (other) {
        assertThatThrownBy(() -> ClassifierOnnx.write(other, other.layer("stem/Relu6"), target))
            .isInstanceOf(ModelException.class)
            .hasMessageContaining("found Lgamma ('block/Sigmoid')")
            .hasMessageContaining("--format savedmodel");
      }
    }
    assertThat(target).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "squeezenet1_0_f32.pb",
        "mobilenet_v2_100_224_f32.pb",
        "potato-keras2/potatoes.h5",
        "potato-keras2/saved_model",
        "potato-keras3/model.keras",
        "potato-keras3/saved_model",
        "cifar10-resnet-tf1/saved_model",
        "teachable-machine/keras_model.h5",
        "teachable-machine/saved_model",
        "tflite/mobilenet_v1_0.25_128_quant.tflite",
        "tflite/mobilenet_v2_1.0_224_quant.tflite",
      })
  void modelThatOthersTrainedIsTheSame(String name) throws Exception {
    try (Classifier classifier = load(Shared.path("models/" + name))) {
      assertThat(transposes(assertSame(classifier, "auto"))).isZero();
    }
  }
}
