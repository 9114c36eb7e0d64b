package io.github.gradcam.fuzz;

import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.SavedModelFolder;
import io.github.gradcam.model.device.Execution;
import io.github.gradcam.model.foreign.ModelDescription;
import io.github.gradcam.model.foreign.ModelSource;
import io.github.gradcam.model.foreign.onnx.OnnxFiles;
import io.github.gradcam.model.foreign.tflite.TfliteFiles;
import io.github.gradcam.model.kernel.Precision;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** A network of few numbers in each form of model. */
final class SmallModels {

  static final ModelDescription RAW_PIXELS =
      new ModelDescription(null, null, null, 0, "none", List.of());

  private static final int SIDE = 8;
  private static final int CHANNELS = 4;
  private static final int CLASSES = 3;

  private static final String CONFIG =
      """
      {"class_name": "Functional", "config": {"name": "net", "layers": [
        {"class_name": "InputLayer", "name": "x", "inbound_nodes": [],
         "config": {"name": "x", "batch_input_shape": [null, 8, 8, 3]}},
        {"class_name": "Rescaling", "name": "scale", "inbound_nodes": [[["x", 0, 0, {}]]],
         "config": {"name": "scale", "scale": 0.00784, "offset": -1}},
        {"class_name": "ZeroPadding2D", "name": "pad", "inbound_nodes": [[["scale", 0, 0, {}]]],
         "config": {"name": "pad", "padding": [[1, 1], [1, 1]]}},
        {"class_name": "Conv2D", "name": "conv", "inbound_nodes": [[["pad", 0, 0, {}]]],
         "config": {"name": "conv", "filters": 4, "kernel_size": [3, 3], "strides": [1, 1],
          "padding": "valid", "dilation_rate": [1, 1], "groups": 1, "activation": "relu",
          "use_bias": true}},
        {"class_name": "BatchNormalization", "name": "norm", "inbound_nodes": [[["conv", 0, 0, {}]]],
         "config": {"name": "norm", "axis": [3], "epsilon": 0.001, "center": true, "scale": true}},
        {"class_name": "DepthwiseConv2D", "name": "deep", "inbound_nodes": [[["norm", 0, 0, {}]]],
         "config": {"name": "deep", "kernel_size": [3, 3], "strides": [1, 1], "padding": "same",
          "depth_multiplier": 1, "use_bias": false}},
        {"class_name": "Add", "name": "add", "inbound_nodes": [[["norm", 0, 0, {}], ["deep", 0, 0, {}]]],
         "config": {"name": "add"}},
        {"class_name": "MaxPooling2D", "name": "pool", "inbound_nodes": [[["add", 0, 0, {}]]],
         "config": {"name": "pool", "pool_size": [2, 2], "strides": [2, 2], "padding": "valid"}},
        {"class_name": "UpSampling2D", "name": "up", "inbound_nodes": [[["pool", 0, 0, {}]]],
         "config": {"name": "up", "size": [2, 2], "interpolation": "nearest"}},
        {"class_name": "Concatenate", "name": "join", "inbound_nodes": [[["add", 0, 0, {}], ["up", 0, 0, {}]]],
         "config": {"name": "join", "axis": -1}},
        {"class_name": "Reshape", "name": "flat", "inbound_nodes": [[["join", 0, 0, {}]]],
         "config": {"name": "flat", "target_shape": [8, 8, 8]}},
        {"class_name": "GlobalAveragePooling2D", "name": "mean", "inbound_nodes": [[["flat", 0, 0, {}]]],
         "config": {"name": "mean", "keepdims": false}},
        {"class_name": "Dropout", "name": "drop", "inbound_nodes": [[["mean", 0, 0, {}]]],
         "config": {"name": "drop", "rate": 0.5}},
        {"class_name": "Dense", "name": "dense", "inbound_nodes": [[["drop", 0, 0, {}]]],
         "config": {"name": "dense", "units": 3, "activation": "softmax", "use_bias": true}}],
       "input_layers": [["x", 0, 0]], "output_layers": [["dense", 0, 0]]}}
      """;

  private static final Map<String, Object> WEIGHTS =
      Map.of(
          "conv/kernel:0", new float[3][3][3][CHANNELS],
          "conv/bias:0", new float[CHANNELS],
          "norm/gamma:0", new float[CHANNELS],
          "norm/beta:0", new float[CHANNELS],
          "norm/moving_mean:0", new float[CHANNELS],
          "norm/moving_variance:0", new float[] {1, 1, 1, 1},
          "deep/depthwise_kernel:0", new float[3][3][CHANNELS][1],
          "dense/kernel:0", new float[2 * CHANNELS][CLASSES],
          "dense/bias:0", new float[CLASSES]);

  private static final Map<String, List<String>> LAYERS =
      Map.of(
          "conv", List.of("kernel:0", "bias:0"),
          "norm", List.of("gamma:0", "beta:0", "moving_mean:0", "moving_variance:0"),
          "deep", List.of("depthwise_kernel:0"),
          "dense", List.of("kernel:0", "bias:0"));

  private SmallModels() {}

  static byte[] config() {
    return CONFIG.getBytes(StandardCharsets.UTF_8);
  }

  /** An HDF5 file of Keras 2 with a description of its layers. */
  static byte[] legacy(Path folder, byte[] config) throws IOException {
    Path file = folder.resolve("legacy.h5");
    try (WritableHdfFile hdf = HdfFile.write(file)) {
      hdf.putAttribute("model_config", new String(config, StandardCharsets.UTF_8));
      hdf.putAttribute("keras_version", "2.9.0");
      WritableGroup weights = hdf.putGroup("model_weights");
      LAYERS.forEach(
          (layer, names) -> {
            WritableGroup group = weights.putGroup(layer);
            String[] full = names.stream().map(name -> layer + "/" + name).toArray(String[]::new);
            group.putAttribute("weight_names", full);
            WritableGroup own = group.putGroup(layer);
            names.forEach(name -> own.putDataset(name, WEIGHTS.get(layer + "/" + name)));
          });
    }
    return Files.readAllBytes(file);
  }

  /** A file of Keras 3. */
  static byte[] archive(Path folder) throws IOException {
    Path file = folder.resolve("model.weights.h5");
    Map<String, String> groups =
        Map.of(
            "conv", "conv2d",
            "norm", "batch_normalization",
            "deep", "depthwise_conv2d",
            "dense", "dense");
    try (WritableHdfFile hdf = HdfFile.write(file)) {
      WritableGroup layers = hdf.putGroup("layers");
      LAYERS.forEach(
          (layer, names) -> {
            WritableGroup own = layers.putGroup(groups.get(layer)).putGroup("vars");
            for (int i = 0; i < names.size(); i++) {
              own.putDataset(Integer.toString(i), WEIGHTS.get(layer + "/" + names.get(i)));
            }
          });
    }
    return new ZippedFiles(Map.of())
        .with("config.json", config())
        .with("metadata.json", "{\"keras_version\": \"3.0.5\"}".getBytes(StandardCharsets.UTF_8))
        .with("model.weights.h5", Files.readAllBytes(file))
        .zip();
  }

  static byte[] frozen() {
    try (Graph graph = new Graph()) {
      network(Ops.create(graph), false);
      return graph.toGraphDef().toByteArray();
    }
  }

  /** An ONNX file whose nodes reshape, pad, pool and normalise. */
  static byte[] onnx() {
    return new OnnxFiles(13)
        .input("image", 1, 3, SIDE, SIDE)
        .floats("w", new long[] {CHANNELS, 3, 3, 3}, new float[27 * CHANNELS])
        .node("Conv", "conv", List.of("image", "w"), OnnxFiles.ints("pads", 1, 1, 1, 1))
        .floats("ones", new long[] {CHANNELS}, 1, 1, 1, 1)
        .node("BatchNormalization", "norm", List.of("conv", "ones", "ones", "ones", "ones"))
        .node("Relu", "relu", List.of("norm"))
        .longs("pads", 0, 0, 1, 1, 0, 0, 0, 0)
        .node("Pad", "padded", List.of("relu", "pads"))
        .node(
            "MaxPool",
            "pool",
            List.of("padded"),
            OnnxFiles.ints("kernel_shape", 3, 3),
            OnnxFiles.ints("strides", 2, 2))
        .longs("apart", 1, 2, 2, 4, 4)
        .node("Reshape", "groups", List.of("pool", "apart"))
        .node("Transpose", "turned", List.of("groups"), OnnxFiles.ints("perm", 0, 2, 1, 3, 4))
        .longs("together", 1, -1)
        .node("Reshape", "flat", List.of("turned", "together"))
        .longs("starts", 0)
        .longs("ends", 32)
        .longs("axes", 1)
        .node("Slice", "part", List.of("flat", "starts", "ends", "axes"))
        .floats("dense", new long[] {32, CLASSES}, new float[32 * CLASSES])
        .node("MatMul", "scores", List.of("part", "dense"))
        .output("scores", 1, CLASSES)
        .model()
        .toByteArray();
  }

  /** A TensorFlow Lite file of bytes, whose operators convolve, pad, pool, join and reshape. */
  static byte[] lite() {
    TfliteFiles lite = new TfliteFiles();
    int image = lite.bytes("image", 1 / 128f, 128, 1, SIDE, SIDE, 3);
    float[] scales = {0.1f, 0.2f, 0.3f, 0.4f};
    byte[] ones = new byte[CHANNELS * 27];
    Arrays.fill(ones, (byte) 1);
    int kernel = lite.weights("kernel", new int[] {CHANNELS, 3, 3, 3}, 0, 0, scales, ones);
    int bias = lite.constant("bias", new int[] {CHANNELS}, 1, 2, 3, 4);
    int conv = lite.bytes("conv", 6 / 255f, 0, 1, SIDE, SIDE, CHANNELS);
    byte same = 0;
    byte valid = 1;
    byte relu6 = 3;
    byte none = 0;
    lite.op(3, 1, new int[] {image, kernel, bias}, new int[] {conv}, same, 1, 1, relu6, 1, 1);
    int deepKernel = lite.constant("deep", new int[] {1, 1, 1, CHANNELS}, 1, 2, 3, 4);
    int deep = lite.floats("deep_maps", 1, SIDE, SIDE, CHANNELS);
    lite.op(4, 2, new int[] {conv, deepKernel, -1}, new int[] {deep}, same, 1, 1, 1, relu6, 1, 1);
    int sum = lite.floats("sum", 1, SIDE, SIDE, CHANNELS);
    lite.op(0, 11, new int[] {conv, deep}, new int[] {sum}, none);
    int pads = lite.numbers("pads", new int[] {4, 2}, 0, 0, 1, 1, 1, 1, 0, 0);
    int padded = lite.floats("padded", 1, SIDE + 2, SIDE + 2, CHANNELS);
    lite.op(34, 22, new int[] {sum, pads}, new int[] {padded});
    int pool = lite.floats("pool", 1, 5, 5, CHANNELS);
    lite.op(17, 5, new int[] {padded}, new int[] {pool}, valid, 2, 2, 2, 2, none);
    int joined = lite.floats("joined", 1, 5, 5, 2 * CHANNELS);
    lite.op(2, 10, new int[] {pool, pool}, new int[] {joined}, 3, none);
    int axes = lite.constant("axes", 1, 2);
    int mean = lite.floats("mean", 1, 2 * CHANNELS);
    lite.op(40, 27, new int[] {joined, axes}, new int[] {mean}, false);
    int shape = lite.constant("shape", -1, 2 * CHANNELS);
    int flat = lite.floats("flat", 1, 2 * CHANNELS);
    lite.op(22, 17, new int[] {mean, shape}, new int[] {flat});
    int dense =
        lite.constant(
            "dense", new int[] {CLASSES, 2 * CHANNELS}, new float[2 * CHANNELS * CLASSES]);
    int scores = lite.floats("scores", 1, CLASSES);
    lite.op(9, 8, new int[] {flat, dense, -1}, new int[] {scores}, none);
    int answer = lite.floats("answer", 1, CLASSES);
    lite.op(25, 9, new int[] {scores}, new int[] {answer}, 1f);
    return lite.file(image, answer);
  }

  /** A SavedModel of this project. */
  static ZippedFiles own(Path folder) throws IOException {
    Path file = Files.write(folder.resolve("small.pb"), frozen());
    Path model = Files.createDirectories(folder.resolve("own"));
    try (Classifier classifier =
        new ModelSource(file, RAW_PIXELS).load(Execution.of(Precision.FLOAT32)).classifier()) {
      var serving =
          new SavedModelFolder.Signature(
              Map.of("images", classifier.images()),
              Map.of("probabilities", classifier.probabilities()));
      new SavedModelFolder(model)
          .write(classifier.graph(), Map.of(SavedModelFolder.SERVING, serving), classifier.card());
    }
    return ZippedFiles.under(model);
  }

  /** A SavedModel of others, with variables. */
  static ZippedFiles foreign(Path folder) throws IOException {
    Path model = Files.createDirectories(folder.resolve("foreign"));
    try (Graph graph = new Graph()) {
      Ends ends = network(Ops.create(graph), true);
      try (Session session = new Session(graph)) {
        session.initialize();
        Signature signature =
            Signature.builder()
                .key(Signature.DEFAULT_KEY)
                .input("image", ends.images())
                .output("scores", ends.scores())
                .methodName("tensorflow/serving/predict")
                .build();
        SavedModelBundle.exporter(model.toString())
            .withSession(session)
            .withSignatures(signature)
            .export();
      }
    }
    return ZippedFiles.under(model);
  }

  private record Ends(Operand<TFloat32> images, Operand<TFloat32> scores) {}

  private static Ends network(Ops tf, boolean variables) {
    var images =
        tf.withName("input")
            .placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, SIDE, SIDE, 3)));
    var kernel = weight(tf, "kernel", variables, Shape.of(3, 3, 3, CHANNELS));
    var conv = tf.withName("conv").nn.conv2d(images, kernel, List.of(1L, 1L, 1L, 1L), "SAME");
    var relu = tf.withName("relu").nn.relu(conv);
    var mean = tf.withName("mean").math.mean(relu, tf.array(1, 2));
    var dense = weight(tf, "dense", variables, Shape.of(CHANNELS, CLASSES));
    var scores = tf.withName("scores").linalg.matMul(mean, dense);
    return new Ends(images, variables ? scores : tf.withName("answer").nn.softmax(scores));
  }

  private static Operand<TFloat32> weight(Ops tf, String name, boolean variable, Shape shape) {
    Operand<TFloat32> value = tf.fill(tf.array(shape.asArray()), tf.constant(0.1f));
    return variable ? tf.withName(name).variable(value) : tf.withName(name).identity(value);
  }
}
