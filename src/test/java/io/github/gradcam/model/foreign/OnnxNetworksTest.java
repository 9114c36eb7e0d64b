package io.github.gradcam.model.foreign;

import static io.github.gradcam.model.foreign.onnx.OnnxFiles.integer;
import static io.github.gradcam.model.foreign.onnx.OnnxFiles.ints;
import static io.github.gradcam.model.foreign.onnx.OnnxFiles.word;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.HeatmapLayer;
import io.github.gradcam.model.device.Execution;
import io.github.gradcam.model.foreign.onnx.OnnxFiles;
import io.github.gradcam.model.foreign.onnx.OnnxNetwork;
import io.github.gradcam.model.foreign.onnx.OnnxReader;
import io.github.gradcam.model.graph.FlatNetwork;
import io.github.gradcam.model.kernel.Precision;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small ONNX networks against values computed by hand: layouts, batches, names. */
class OnnxNetworksTest {

  @TempDir Path folder;

  /** Two channels that are the first and the last colour, 1 x 1. */
  private static OnnxFiles twoChannels(long opset, long batch, int size) {
    return new OnnxFiles(opset)
        .input("image", batch, 3, size, size)
        .floats("w", new long[] {2, 3, 1, 1}, 1, 0, 0, 0, 0, 1)
        .node("Conv", "/net/conv/Conv", List.of("image", "w"));
  }

  /** Windows of two channels, one after the other. */
  private static OnnxFiles pooled(
      long opset, int size, String pooling, AttributeProto... attributes) {
    return twoChannels(opset, 0, size)
        .node(pooling, "pool", List.of("/net/conv/Conv"), attributes)
        .node("Flatten", "logits", List.of("pool"))
        .output("logits", 0, 8);
  }

  private float[] answer(OnnxFiles sketch, float[] images, int size) {
    return OnnxRuns.answer(plain(sketch), images, size);
  }

  private FlatNetwork plain(OnnxFiles sketch) {
    return OnnxRuns.plain(sketch.write(folder.resolve("net.onnx")), 0);
  }

  /** Red is 1, 2, 3, ... row by row, blue ten times that. */
  private static float[] counting(int size) {
    float[] image = new float[3 * size * size];
    for (int i = 0; i < size * size; i++) {
      image[3 * i] = i + 1;
      image[3 * i + 2] = 10 * (i + 1);
    }
    return image;
  }

  @Test
  void weightsAfterFlattenGoWithTheValuesOfTheFilesOrder() {
    OnnxFiles sketch =
        twoChannels(13, 1, 2)
            .node("Flatten", "flat", List.of("/net/conv/Conv"))
            .floats("rows", new long[] {2, 8}, 1, 2, 3, 4, 5, 6, 7, 8, 1, 0, 0, 0, 0, 0, 0, 1)
            .floats("bias", new long[] {2}, 0.5f, -1)
            .node("Gemm", "logits", List.of("flat", "rows", "bias"), integer("transB", 1))
            .output("logits", 1, 2);
    // 1 1 + 2 2 + 3 3 + 4 4 = 30, (5 1 + 6 2 + 7 3 + 8 4) 10 = 700; first of red, last of blue
    assertThat(answer(sketch, counting(2), 2))
        .containsExactly(new float[] {730.5f, 40}, within(1e-3f));
    assertThat(OnnxRuns.transposes(plain(sketch).graph())).isEmpty();
  }

  @Test
  void valuesThatAreFlatAndThenAddedToAreInTheFilesOrder() {
    OnnxFiles sketch =
        twoChannels(13, 0, 2)
            .node("Flatten", "flat", List.of("/net/conv/Conv"))
            .floats("more", new long[] {1, 8}, 1, 2, 3, 4, 5, 6, 7, 8)
            .node("Add", "logits", List.of("flat", "more"))
            .output("logits", 0, 8);
    assertThat(answer(sketch, counting(2), 2))
        .containsExactly(new float[] {2, 4, 6, 8, 15, 26, 37, 48}, within(1e-4f));
  }

  @Test
  void stridedConvolutionIsPaddedOnBothSides() {
    OnnxFiles sketch =
        new OnnxFiles(13)
            .input("image", 0, 3, 4, 4)
            .floats(
                "w",
                new long[] {1, 3, 3, 3},
                1,
                1,
                1,
                1,
                1,
                1,
                1,
                1,
                1,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0)
            .node(
                "Conv",
                "conv",
                List.of("image", "w"),
                ints("pads", 1, 1, 1, 1),
                ints("strides", 2, 2))
            .node("Flatten", "logits", List.of("conv"))
            .output("logits", 0, 4);
    // 3 x 3 around (0, 0), (0, 2), (2, 0), (2, 2) of 1..16, with zeros outside
    assertThat(answer(sketch, counting(4), 4))
        .containsExactly(
            new float[] {
              1 + 2 + 5 + 6, 2 + 3 + 4 + 6 + 7 + 8,
              5 + 6 + 9 + 10 + 13 + 14, 6 + 7 + 8 + 10 + 11 + 12 + 14 + 15 + 16
            },
            within(1e-3f));
  }

  @Test
  void meansOfWindowsCountThePaddingOnlyWhereTheFileSaysSo() {
    for (int counting : new int[] {0, 1}) {
      OnnxFiles sketch =
          pooled(
              13,
              3,
              "AveragePool",
              ints("kernel_shape", 2, 2),
              ints("strides", 2, 2),
              ints("pads", 1, 1, 0, 0),
              integer("count_include_pad", counting));
      // windows of 1 | 2 3 | 4 7 | 5 6 8 9
      float[] expected =
          counting == 1
              ? new float[] {0.25f, 1.25f, 2.75f, 7, 2.5f, 12.5f, 27.5f, 70}
              : new float[] {1, 2.5f, 5.5f, 7, 10, 25, 55, 70};
      assertThat(answer(sketch, counting(3), 3)).containsExactly(expected, within(1e-3f));
    }
  }

  @Test
  void windowsThatReachBeyondTheEndAreTakenWhereTheFileSaysSo() {
    OnnxFiles sketch =
        pooled(
            13,
            4,
            "MaxPool",
            ints("kernel_shape", 3, 3),
            ints("strides", 2, 2),
            integer("ceil_mode", 1));
    assertThat(answer(sketch, counting(4), 4))
        .containsExactly(new float[] {11, 12, 15, 16, 110, 120, 150, 160}, within(1e-3f));
  }

  @Test
  void shuffledChannelsAreMovedOnce() {
    OnnxFiles sketch =
        new OnnxFiles(13)
            .input("image", 1, 3, 2, 2)
            .floats("w", new long[] {4, 3, 1, 1}, 1, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 2)
            .node("Conv", "conv", List.of("image", "w"))
            .longs("apart", 1, 2, 2, 2, 2)
            .node("Reshape", "groups", List.of("conv", "apart"))
            .node("Transpose", "turned", List.of("groups"), ints("perm", 0, 2, 1, 3, 4))
            .longs("together", 1, 4, 2, 2)
            .node("Reshape", "shuffled", List.of("turned", "together"))
            .node("GlobalAveragePool", "mean", List.of("shuffled"))
            .node("Flatten", "logits", List.of("mean"))
            .output("logits", 1, 4);
    float[] both = new float[24];
    System.arraycopy(counting(2), 0, both, 0, 12);
    System.arraycopy(counting(2), 0, both, 12, 12);
    both[12] += 4;
    // channels r, b, 2 r, 2 b become r, 2 r, b, 2 b
    assertThat(answer(sketch, both, 2))
        .containsExactly(new float[] {2.5f, 5, 25, 50, 3.5f, 7, 25, 50}, within(1e-3f));
    assertThat(OnnxRuns.transposes(plain(sketch).graph())).hasSize(1);
  }

  @Test
  void excitationOfChannelsMovesNothing() {
    OnnxFiles sketch =
        twoChannels(13, 0, 2)
            .node("GlobalAveragePool", "mean", List.of("/net/conv/Conv"))
            .longs("rows", -1, 2)
            .node("Reshape", "row", List.of("mean", "rows"))
            .floats("s", new long[] {2, 2}, 0, 1, 1, 0)
            .node("MatMul", "mixed", List.of("row", "s"))
            .longs("maps", 0, 2, 1, 1)
            .node("Reshape", "scale", List.of("mixed", "maps"))
            .node("Mul", "scaled", List.of("/net/conv/Conv", "scale"))
            .floats("channel", new long[] {2, 1, 1}, 1, -1)
            .node("Add", "shifted", List.of("scaled", "channel"))
            .node(
                "ReduceMean",
                "logits",
                List.of("shifted"),
                ints("axes", 2, 3),
                integer("keepdims", 0))
            .output("logits", 0, 2);
    // means 2.5 and 25: red times 25 plus 1, blue times 2.5 less 1
    assertThat(answer(sketch, counting(2), 2))
        .containsExactly(new float[] {63.5f, 61.5f}, within(1e-3f));
    assertThat(OnnxRuns.transposes(plain(sketch).graph())).isEmpty();
  }

  @Test
  void tokenOfAFileForOneImageIsGivenToEachOfABatch() {
    OnnxFiles sketch =
        twoChannels(13, 1, 2)
            .longs("rows", 1, 2, 4)
            .node("Reshape", "flat", List.of("/net/conv/Conv", "rows"))
            .node("Transpose", "tokens", List.of("flat"), ints("perm", 0, 2, 1))
            .floats("token", new long[] {1, 1, 2}, 7, 8)
            .node("Concat", "all", List.of("token", "tokens"), integer("axis", 1))
            .node("ReduceSum", "logits", List.of("all", "axes"), integer("keepdims", 0))
            .longs("axes", 1)
            .output("logits", 1, 2);
    float[] both = new float[24];
    System.arraycopy(counting(2), 0, both, 0, 12);
    assertThat(answer(sketch, both, 2)).containsExactly(new float[] {17, 108, 7, 8}, within(1e-3f));
  }

  @Test
  void largestOfEachImageIsItsOwn() {
    OnnxFiles sketch =
        twoChannels(13, 1, 2)
            .node("ReduceMax", "most", List.of("/net/conv/Conv"), ints("axes", 1, 2, 3))
            .node("Div", "even", List.of("/net/conv/Conv", "most"))
            .node("ReduceSum", "logits", List.of("even", "axes"), integer("keepdims", 0))
            .longs("axes", 2, 3)
            .output("logits", 1, 2);
    float[] both = new float[24];
    System.arraycopy(counting(2), 0, both, 0, 12);
    both[12] = 4;
    // 1 + 2 + 3 + 4 and ten times that over 40; one 4 over 4
    assertThat(answer(sketch, both, 2))
        .containsExactly(new float[] {0.25f, 2.5f, 1, 0}, within(1e-5f));
  }

  @Test
  void powersOfWindowsWithGapsAreSummed() {
    OnnxFiles sketch =
        pooled(
            18, 4, "LpPool", ints("kernel_shape", 2, 2), ints("dilations", 2, 2), integer("p", 1));
    // 1 + 3 + 9 + 11, a step to the right or down adds 4 or 16
    assertThat(answer(sketch, counting(4), 4))
        .containsExactly(new float[] {24, 28, 40, 44, 240, 280, 400, 440}, within(1e-3f));
  }

  /** A leaky ReLU with the slope of the function's attribute "slope". */
  private static NodeProto.Builder leaky(String input, String output) {
    NodeProto.Builder node =
        NodeProto.newBuilder().setOpType("LeakyRelu").addInput(input).addOutput(output);
    node.addAttributeBuilder()
        .setName("alpha")
        .setType(AttributeProto.AttributeType.FLOAT)
        .setRefAttrName("slope");
    return node;
  }

  private static FunctionProto.Builder bending(NodeProto.Builder... nodes) {
    FunctionProto.Builder function =
        FunctionProto.newBuilder().setDomain("own").setName("Bend").addInput("x").addOutput("y");
    for (NodeProto.Builder node : nodes) {
      function.addNode(node);
    }
    return function;
  }

  private static AttributeProto slope(double value) {
    return AttributeProto.newBuilder()
        .setName("slope")
        .setType(AttributeProto.AttributeType.FLOAT)
        .setF((float) value)
        .build();
  }

  /** Red and blue of one place, with calls of the functions behind one another. */
  private float[] bent(
      float red, float blue, List<NodeProto.Builder> calls, FunctionProto... functions) {
    OnnxFiles sketch =
        new OnnxFiles(13)
            .input("image", 0, 3, 1, 1)
            .floats("w", new long[] {2, 3, 1, 1}, 1, 0, 0, 0, 0, 1)
            .node("Conv", "v0", List.of("image", "w"))
            .with(
                model -> {
                  model.addAllFunctions(List.of(functions));
                  for (int i = 0; i < calls.size(); i++) {
                    model
                        .getGraphBuilder()
                        .addNode(
                            calls
                                .get(i)
                                .setDomain("own")
                                .setOpType("Bend")
                                .setName("call" + i)
                                .addInput("v" + i)
                                .addOutput("v" + (i + 1)));
                  }
                })
            .node("Flatten", "logits", List.of("v" + calls.size()))
            .output("logits", 0, 2);
    return answer(sketch, new float[] {red, 0, blue}, 1);
  }

  @Test
  void attributesThatACallLeavesOutAreThoseOfTheFunction() {
    FunctionProto function = bending(leaky("x", "y")).addAttributeProto(slope(0.5)).build();
    assertThat(bent(-2, 3, List.of(NodeProto.newBuilder()), function))
        .containsExactly(new float[] {-1, 3}, within(1e-6f));
    assertThat(bent(-2, 3, List.of(NodeProto.newBuilder().addAttribute(slope(0.25))), function))
        .containsExactly(new float[] {-0.5f, 3}, within(1e-6f));
  }

  @Test
  void attributesOfACallReachTheBranchesOfTheFunction() {
    NodeProto.Builder truth = NodeProto.newBuilder().setOpType("Constant").addOutput("always");
    truth
        .addAttributeBuilder()
        .setName("value")
        .setType(AttributeProto.AttributeType.TENSOR)
        .getTBuilder()
        .setDataType(9)
        .addInt32Data(1);
    NodeProto.Builder choice =
        NodeProto.newBuilder().setOpType("If").addInput("always").addOutput("y");
    for (String branch : List.of("then_branch", "else_branch")) {
      choice
          .addAttributeBuilder()
          .setName(branch)
          .setType(AttributeProto.AttributeType.GRAPH)
          .getGBuilder()
          .addNode(leaky("x", branch))
          .addOutputBuilder()
          .setName(branch);
    }
    FunctionProto function = bending(truth, choice).addAttribute("slope").build();
    assertThat(bent(-2, 3, List.of(NodeProto.newBuilder().addAttribute(slope(0.25))), function))
        .containsExactly(new float[] {-0.5f, 3}, within(1e-6f));
  }

  @Test
  void functionsOfOneNameAreToldByTheirOverload() {
    FunctionProto half =
        bending(leaky("x", "y")).addAttributeProto(slope(0.5)).setOverload("half").build();
    FunctionProto tenth =
        bending(leaky("x", "y")).addAttributeProto(slope(0.1)).setOverload("tenth").build();
    List<NodeProto.Builder> calls =
        List.of(
            NodeProto.newBuilder().setOverload("half"),
            NodeProto.newBuilder().setOverload("tenth"));
    assertThat(bent(-2, 3, calls, half, tenth))
        .containsExactly(new float[] {-0.1f, 3}, within(1e-6f));
  }

  @Test
  void shapesThatAreComputedOfTheBatchStayOpen() {
    OnnxFiles sketch =
        twoChannels(13, 0, 2)
            .node("Shape", "shape", List.of("/net/conv/Conv"))
            .tensor(t -> t.setName("zero").setDataType(7).addInt64Data(0))
            .node("Gather", "n", List.of("shape", "zero"))
            .longs("axis", 0)
            .node("Unsqueeze", "ns", List.of("n", "axis"))
            .longs("rest", -1)
            .node("Concat", "target", List.of("ns", "rest"), integer("axis", 0))
            .node("Reshape", "logits", List.of("/net/conv/Conv", "target"))
            .output("logits", 0, 0);
    float[] both = new float[24];
    System.arraycopy(counting(2), 0, both, 12, 12);
    assertThat(answer(sketch, both, 2))
        .containsExactly(
            new float[] {0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 10, 20, 30, 40}, within(1e-3f));
  }

  @Test
  void layersAreCalledAsInTheFileAndStandWithTheirChannelsLast() {
    OnnxFiles sketch =
        twoChannels(13, 0, 4)
            .node("Relu", "/net/act/Relu", List.of("/net/conv/Conv"))
            .node("GlobalAveragePool", "/net/pool", List.of("/net/act/Relu"))
            .node("Flatten", "scores", List.of("/net/pool"))
            .output("scores", 0, 2);
    Path file = sketch.write(folder.resolve("net.onnx"));
    try (Classifier classifier =
        new ModelSource(file, ModelDescription.NONE)
            .load(Execution.of(Precision.FLOAT32))
            .classifier()) {
      assertThat(classifier.layers())
          .extracting(HeatmapLayer::name)
          .containsExactly("/net/conv/Conv", "/net/act/Relu", "/net/pool");
      assertThat(classifier.layer("/net/act/Relu").shape()).isEqualTo("4 x 4 x 2");
      assertThat(classifier.layer("auto").name()).isEqualTo("/net/act/Relu");
      assertThat(classifier.card().inputSize()).isEqualTo(4);
    }
  }

  @Test
  void labelsAndPixelsAreThoseOfTheMetadata() {
    OnnxFiles sketch =
        twoChannels(13, 0, 4)
            .node("GlobalAveragePool", "pool", List.of("/net/conv/Conv"))
            .node("Flatten", "scores", List.of("pool"))
            .output("scores", 0, 2)
            .with(
                model -> {
                  model
                      .addMetadataPropsBuilder()
                      .setKey("names")
                      .setValue("{0: 'tench', 1: 'cat'}");
                  model.addMetadataPropsBuilder().setKey("mean").setValue("[0.5, 0.5, 0.5]");
                  model.addMetadataPropsBuilder().setKey("std").setValue("(0.5, 0.5, 0.25)");
                });
    Path file = sketch.write(folder.resolve("net.onnx"));
    try (Classifier classifier =
        new ModelSource(file, ModelDescription.NONE)
            .load(Execution.of(Precision.FLOAT32))
            .classifier()) {
      assertThat(classifier.labels()).containsExactly("tench", "cat");
      assertThat(classifier.endpoints().normalization().text())
          .isEqualTo("rgb:127.5,127.5,127.5,127.5,127.5,63.75");
    }
  }

  private Classifier loaded(OnnxFiles sketch) {
    return new ModelSource(
            sketch.write(folder.resolve("net.onnx")),
            new ModelDescription(null, null, null, 0, "unit", List.of()))
        .load(Execution.of(Precision.FLOAT32))
        .classifier();
  }

  /** Two modules of one layer each, and what the second does behind its convolution. */
  private static OnnxFiles modules(String first, String second, String behind) {
    return new OnnxFiles(13)
        .input("image", 0, 3, 8, 8)
        .floats("w", new long[] {2, 3, 1, 1}, 1, 0, 0, 0, 0, 1)
        .floats("v", new long[] {2, 2, 1, 1}, 1, 2, 3, 4)
        .node("Conv", first, List.of("image", "w"))
        .node("Conv", second, List.of(first, "v"))
        .node("Relu", behind, List.of(second))
        .node("GlobalMaxPool", "pool", List.of(behind))
        .node("Flatten", "scores", List.of("pool"))
        .output("scores", 0, 2);
  }

  private static List<String> named(Classifier classifier, String layers) {
    return classifier.layersNamed(layers).stream().map(HeatmapLayer::name).toList();
  }

  @Test
  void layersAreFoundByTheModulesOfPyTorch() {
    String first = "/layer4/layer4.0/conv1/Conv";
    String second = "/layer4/layer4.1/conv1/Conv";
    String behind = "/layer4/layer4.1/relu/Relu";
    try (Classifier classifier = loaded(modules(first, second, behind))) {
      assertThat(named(classifier, "layer4.0.conv1")).containsExactly(first);
      assertThat(named(classifier, "layer4.1")).containsExactly(behind);
      assertThat(named(classifier, "layer4.*.conv1")).containsExactly(first, second);
      assertThat(named(classifier, second)).containsExactly(second);
      assertThatThrownBy(() -> classifier.layer("layer4.1.conv3"))
          .hasMessageContaining("nearest: layer4.1.conv1, ");
    }
  }

  /** As torch 2.9 writes it. */
  private static void put(NodeProto.Builder node, String key, String value) {
    node.addMetadataProps(StringStringEntryProto.newBuilder().setKey(key).setValue(value).build());
  }

  @Test
  void modulesThatTheNewerExporterKeepsApartStandBeforeTheNamesOfTheNodes() {
    OnnxFiles sketch = modules("node_conv2d", "node_conv2d_1", "node_relu");
    String scopes = "pkg.torch.onnx.name_scopes";
    sketch.with(
        model -> {
          List<NodeProto.Builder> nodes = model.getGraphBuilder().getNodeBuilderList();
          put(nodes.get(0), "namespace", ": Net/layer4: Sequential");
          put(nodes.get(0), scopes, "['', 'layer4', 'layer4.0', 'layer4.0.conv1', 'conv2d']");
          put(nodes.get(1), scopes, "['', 'layer4', 'layer4.1', 'layer4.1.conv1', 'conv2d_1']");
          put(nodes.get(2), scopes, "['', 'relu']");
        });
    try (Classifier classifier = loaded(sketch)) {
      assertThat(classifier.layers())
          .extracting(HeatmapLayer::name)
          .startsWith("/layer4.0.conv1/node_conv2d", "/layer4.1.conv1/node_conv2d_1", "node_relu");
      assertThat(named(classifier, "layer4.1")).containsExactly("/layer4.1.conv1/node_conv2d_1");
    }
    OnnxNetwork network = new OnnxReader(folder.resolve("net.onnx")).file(null, null, 0).network();
    assertThat(network.node("/layer4.0.conv1/node_conv2d").orElseThrow().getName())
        .isEqualTo("node_conv2d");
    assertThat(network.node("node_conv2d_1")).isPresent();
  }

  /** While TensorFlow also computes at once, it may have no memory of a tensor without values. */
  @Test
  void networkWhoseWeightsAreComputedWhileItIsReadIsAClassifier() {
    OnnxFiles sketch =
        new OnnxFiles(11)
            .input("image", 0, 3, 8, 8)
            .floats("w", new long[] {2, 3, 1, 1}, 1, 0, 0, 0, 0, 1)
            .floats("twice", new long[] {1}, 2)
            .node("Mul", "weight", List.of("w", "twice"))
            .node("Conv", "conv", List.of("image", "weight"))
            .node("GlobalMaxPool", "pool", List.of("conv"))
            .node("Flatten", "scores", List.of("pool"))
            .output("scores", 0, 2);
    byte[] pixels = new byte[8 * 8 * 3];
    pixels[0] = (byte) 255;
    try (Classifier classifier = loaded(sketch)) {
      assertThat(classifier.logits(pixels, 1)[0])
          .containsExactly(new float[] {2, 0}, within(1e-6f));
    }
  }

  @Test
  void meansOfFeatureMapsThatNothingNamesAreSaidToBeADescriptionPerhaps() {
    OnnxFiles features =
        twoChannels(13, 0, 2)
            .node("GlobalAveragePool", "mean", List.of("/net/conv/Conv"))
            .node("Flatten", "features", List.of("mean"))
            .output("features", 0, 2);
    assertThat(notes(features, List.of())).anyMatch(note -> note.contains("(an embedding)"));
    assertThat(notes(features, List.of("cat", "dog"))).noneMatch(n -> n.contains("embedding"));
    OnnxFiles classes = modules("first", "second", "behind");
    assertThat(notes(classes, List.of())).noneMatch(note -> note.contains("embedding"));
  }

  private List<String> notes(OnnxFiles sketch, List<String> labels) {
    ModelSource.Loaded loaded =
        new ModelSource(
                sketch.write(folder.resolve("net.onnx")),
                new ModelDescription(null, null, null, 0, "none", labels))
            .load(Execution.of(Precision.FLOAT32));
    loaded.classifier().close();
    return loaded.notes();
  }

  @Test
  void networkThatTakesItsChannelsLastIsTurnedByItsFirstNodeAtNoCost() {
    OnnxFiles sketch =
        new OnnxFiles(13)
            .input("image", 0, 2, 2, 3)
            .node("Transpose", "turned", List.of("image"), ints("perm", 0, 3, 1, 2))
            .floats("w", new long[] {2, 3, 1, 1}, 1, 0, 0, 0, 0, 1)
            .node("Conv", "conv", List.of("turned", "w"))
            .node("GlobalMaxPool", "pool", List.of("conv"))
            .node("Flatten", "scores", List.of("pool"))
            .output("scores", 0, 2);
    assertThat(answer(sketch, counting(2), 2)).containsExactly(new float[] {4, 40}, within(1e-3f));
    assertThat(OnnxRuns.transposes(plain(sketch).graph())).isEmpty();
  }

  @Test
  void enlargedMapsAreInterpolatedBetweenHalfPixels() {
    OnnxFiles sketch =
        twoChannels(13, 0, 2)
            .node("Shape", "shape", List.of("/net/conv/Conv"))
            .longs("from", 0)
            .longs("to", 2)
            .node("Slice", "front", List.of("shape", "from", "to"))
            .longs("sides", 2, 4)
            .node("Concat", "whole", List.of("front", "sides"), integer("axis", 0))
            .node(
                "Resize",
                "wide",
                List.of("/net/conv/Conv", "", "", "whole"),
                word("mode", "linear"),
                word("coordinate_transformation_mode", "half_pixel"))
            .node("Flatten", "logits", List.of("wide"))
            .output("logits", 0, 16);
    assertThat(answer(sketch, counting(2), 2))
        .containsExactly(
            new float[] {
              1, 1.25f, 1.75f, 2, 3, 3.25f, 3.75f, 4, 10, 12.5f, 17.5f, 20, 30, 32.5f, 37.5f, 40
            },
            within(1e-4f));
  }
}
