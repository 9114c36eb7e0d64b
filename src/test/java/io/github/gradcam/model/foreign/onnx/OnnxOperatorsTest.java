package io.github.gradcam.model.foreign.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.github.gradcam.model.foreign.lowering.Dimension;
import io.github.gradcam.model.foreign.lowering.GraphWriter;
import io.github.gradcam.model.foreign.lowering.KnownTensor;
import io.github.gradcam.model.foreign.lowering.Orders;
import io.github.gradcam.model.foreign.lowering.Value;
import io.github.gradcam.model.foreign.lowering.Value.Computed;
import io.github.gradcam.model.foreign.lowering.Value.Known;
import io.github.gradcam.model.foreign.onnx.op.ExternalData;
import io.github.gradcam.model.foreign.onnx.op.OnnxOps;
import io.github.gradcam.model.foreign.onnx.op.TensorReader;
import io.github.gradcam.model.kernel.Graphs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TFloat32;

/** Every operator against the results that ONNX's own authors ship with it. */
class OnnxOperatorsTest {

  private static final List<Path> FOLDERS =
      List.of(
          Path.of("/usr/share/libonnx-testdata/data/node"),
          Path.of("/usr/share/onnx/backend/test/data/node"));

  /** Operators that become floats, so that their whole numbers are others. */
  private static final Set<String> QUANTISED =
      Set.of(
          "QuantizeLinear",
          "DequantizeLinear",
          "DynamicQuantizeLinear",
          "QLinearConv",
          "QLinearMatMul",
          "ConvInteger",
          "MatMulInteger");

  private static final String TRAINING = "of training, which is refused";
  private static final String NO_HALVES = "its data are kept as whole numbers of 16 bits";

  /** What begins the names of tests that do not pass, and why. */
  private static final Map<String, String> KNOWN =
      Map.of(
          "test_batchnorm_", TRAINING,
          "test_training_dropout", TRAINING,
          "test_cast_BFLOAT16", NO_HALVES,
          "test_cast_FLOAT_to_BFLOAT16", NO_HALVES,
          "test_castlike_BFLOAT16", NO_HALVES,
          "test_castlike_FLOAT_to_BFLOAT16", NO_HALVES,
          "test_gathernd_example_int32_batch_dim1", "TensorFlow has no such op with a gradient",
          "test_maxpool_with_argmax", "places of maxima are of no use for classes, and refused",
          "test_resize_",
              "sizes of part of a pixel, or crops: PyTorch and ONNX Runtime differ, too",
          "test_scatternd_multiply", "products that are scattered are refused");

  private static final TensorReader TENSORS = new TensorReader(new ExternalData(Path.of("model")));

  private static Path folder() {
    Path found = FOLDERS.stream().filter(Files::isDirectory).findFirst().orElse(null);
    assumeTrue(found != null, "needs Debian's libonnx-testdata");
    return found;
  }

  /** What differs: the name of the test and why. */
  private final Map<String, String> failures = new TreeMap<>();

  private int passed;

  @Test
  void constantsAreComputedAsOnnxSays() throws IOException {
    all(false);
  }

  @Test
  void valuesThatStandWithTheirChannelsLastAreComputedAsOnnxSays() throws IOException {
    all(true);
  }

  private void all(boolean graph) throws IOException {
    try (Stream<Path> tests = Files.list(folder())) {
      for (Path test : tests.sorted().toList()) {
        run(test, graph);
      }
    }
    assertThat((double) passed / (passed + failures.size())).isGreaterThanOrEqualTo(0.95);
    assertThat(failures.keySet())
        .allMatch(name -> KNOWN.keySet().stream().anyMatch(name::startsWith));
  }

  private void run(Path test, boolean graph) throws IOException {
    Path file = test.resolve("model.onnx");
    if (!Files.exists(file)) {
      return;
    }
    ModelProto model = ModelProto.parseFrom(Files.readAllBytes(file));
    boolean known =
        model.getGraph().getNodeList().stream()
            .allMatch(
                node ->
                    OnnxOps.find(node.getDomain(), node.getOpType()).isPresent()
                        && !QUANTISED.contains(node.getOpType()));
    boolean old = OnnxReader.opset(model.getOpsetImportList()) < OnnxOps.FIRST_OPSET;
    if (!known || old || words(model)) {
      return;
    }
    String name = test.getFileName().toString();
    try {
      Path data = test.resolve("test_data_set_0");
      List<KnownTensor> inputs = tensors(data, "input", model.getGraph().getInputCount());
      List<KnownTensor> expected = tensors(data, "output", model.getGraph().getOutputCount());
      String difference = difference(model, inputs, expected, graph);
      if (difference.isEmpty()) {
        passed++;
      } else {
        failures.put(name, difference);
      }
    } catch (RuntimeException e) {
      failures.put(name, String.valueOf(e.getMessage()));
    }
  }

  /** Whether a test is about texts, lists or complex numbers. */
  private static boolean words(ModelProto model) {
    return Stream.concat(
            model.getGraph().getInputList().stream(), model.getGraph().getOutputList().stream())
        .anyMatch(
            info ->
                !info.getType().hasTensorType()
                    || info.getType().getTensorType().getElemType() == 8);
  }

  private static List<KnownTensor> tensors(Path data, String kind, int count) throws IOException {
    List<KnownTensor> tensors = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Path file = data.resolve("%s_%d.pb".formatted(kind, i));
      tensors.add(TENSORS.read(TensorProto.parseFrom(Files.readAllBytes(file))));
    }
    return tensors;
  }

  private static String difference(
      ModelProto model, List<KnownTensor> inputs, List<KnownTensor> expected, boolean inGraph) {
    try (Graph graph = Graphs.empty();
        GraphLowering lowering = new GraphLowering(model, Path.of("model"), 0, List.of(), graph)) {
      GraphWriter writer = lowering.writer();
      KnownTensor fed = null;
      for (int i = 0; i < inputs.size(); i++) {
        String name = model.getGraph().getInput(i).getName();
        KnownTensor given = inputs.get(i);
        boolean limit = model.getGraph().getNode(0).getOpType().equals("Range");
        if (inGraph && i == 0 && given.isFloat() && !limit) {
          List<Integer> order = Orders.channelsLast(given.rank());
          fed = given.transposed(order.stream().mapToInt(Integer::intValue).toArray());
          Output<?> placeholder = writer.placeholder("fed", DataType.DT_FLOAT, fed.shape());
          lowering.put(
              name,
              new Computed(
                  placeholder, Dimension.all(given.shape()), order, given.rank() == 4, List.of()));
        } else {
          lowering.put(name, new Known(given));
        }
      }
      for (int i = 0; i < expected.size(); i++) {
        String name = model.getGraph().getOutput(i).getName();
        if (skipped(model, name)) {
          continue;
        }
        Value value = lowering.lower(name);
        KnownTensor found =
            value instanceof Known known
                ? known.tensor()
                : fetched(writer, graph, writer.named(value), fed);
        String difference = difference(expected.get(i), found);
        if (!difference.isEmpty()) {
          return "output %d: %s".formatted(i, difference);
        }
        if (!value.shape().equals(Dimension.all(expected.get(i).shape()))) {
          return "output %d: said to be %s".formatted(i, value.shape());
        }
      }
      return "";
    }
  }

  /** Masks of dropout are of no use at inference. */
  private static boolean skipped(ModelProto model, String output) {
    for (NodeProto node : model.getGraph().getNodeList()) {
      if (node.getOutputList().indexOf(output) > 0 && node.getOpType().equals("MaxPool")) {
        return true;
      }
    }
    return false;
  }

  private static KnownTensor fetched(
      GraphWriter writer, Graph graph, Output<?> output, KnownTensor fed) {
    try (Graph complete = Graphs.empty()) {
      Output<?> handed = writer.op("Identity", output).get();
      complete.importGraphDef(writer.complete(graph.toGraphDef()));
      try (Session session = new Session(complete)) {
        Session.Runner runner = session.runner();
        runner.fetch(handed.op().name(), handed.index());
        try (TFloat32 value =
            fed == null
                ? TFloat32.scalarOf(0)
                : TFloat32.tensorOf(
                    Shape.of(fed.shape()), DataBuffers.of(fed.floats(), true, false))) {
          if (fed != null) {
            runner.feed("fed", value);
          }
          try (Result result = runner.run()) {
            return copied(result.get(0));
          }
        }
      }
    }
  }

  private static KnownTensor copied(Tensor tensor) {
    byte[] bytes = new byte[(int) tensor.numBytes()];
    tensor.asRawTensor().data().read(bytes);
    DataType type = DataType.forNumber(tensor.dataType().getNumber());
    return new KnownTensor(type, tensor.shape().asArray(), java.nio.ByteBuffer.wrap(bytes));
  }

  private static String difference(KnownTensor expected, KnownTensor found) {
    if (!java.util.Arrays.equals(expected.shape(), found.shape())) {
      return "expected %s, found %s".formatted(expected, found);
    }
    if (expected.isFloat() != found.isFloat()) {
      return "expected %s, found %s".formatted(expected, found);
    }
    float[] want = expected.floats();
    float[] have = found.floats();
    double peak = 1e-6;
    for (float value : want) {
      peak = Float.isFinite(value) ? Math.max(peak, Math.abs(value)) : peak;
    }
    for (int i = 0; i < want.length; i++) {
      boolean same =
          Float.compare(want[i], have[i]) == 0
              || Math.abs(want[i] - have[i]) <= Math.max(1e-3 * Math.abs(want[i]), 2e-5 * peak);
      if (!same && !(Float.isNaN(want[i]) && Float.isNaN(have[i]))) {
        return "expected %s at %d, found %s".formatted(want[i], i, have[i]);
      }
    }
    return "";
  }
}
