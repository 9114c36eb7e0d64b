package io.github.gradcam.model.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gradcam.model.graph.FlatNetwork;
import io.github.gradcam.model.graph.NodeIndex;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/** Each op takes the one before it, beginning with {@code input}. */
class LayerNamesTest {

  private final GraphDef.Builder graph = GraphDef.newBuilder();
  private String last = "input";

  LayerNamesTest() {
    add("input", "Placeholder");
  }

  private void add(String name, String op, String... inputs) {
    graph.addNode(
        NodeDef.newBuilder().setName(name).setOp(op).addAllInput(List.of(inputs)).build());
  }

  private LayerNamesTest op(String name, String op) {
    add(name, op, last);
    last = name;
    return this;
  }

  /** An op with weights. */
  private LayerNamesTest weighed(String name, String op, String weights) {
    if (graph.getNodeList().stream().noneMatch(node -> node.getName().equals(weights))) {
      add(weights, "Const");
    }
    add(name, op, last, weights);
    last = name;
    return this;
  }

  private Map<String, String> names() {
    FlatNetwork network = new FlatNetwork(graph.build(), "input", last, null, "test");
    return LayerNames.of(new NodeIndex(graph.build()), network);
  }

  @Test
  void layerIsTheScopeOfItsOpsAndItsOutputTheLastOfThem() {
    weighed("conv/Conv2D", "Conv2D", "conv/kernel")
        .op("conv/Relu", "Relu")
        .op("pool/Max", "MaxPool");
    assertThat(names())
        .containsExactly(Map.entry("conv/Relu", "conv"), Map.entry("pool/Max", "pool"));
  }

  @Test
  void scopeOfTheModelIsLeftOut() {
    op("model/conv/Conv2D", "Conv2D").op("model/conv/Relu", "Relu").op("model/pool/Max", "MaxPool");
    assertThat(names().values()).containsExactly("conv", "pool");
  }

  @Test
  void nestedModelsKeepTheirNames() {
    op("outer/base/conv/Conv2D", "Conv2D")
        .op("outer/base/relu/Relu", "Relu")
        .op("outer/dense/MatMul", "MatMul");
    assertThat(names().values()).containsExactly("base/conv", "base/relu", "dense");
  }

  @Test
  void opBesideScopesIsALayerOfItsOwn() {
    op("net/conv2d/Conv2D", "Conv2D")
        .op("net/Relu", "Relu")
        .op("net/conv2d_1/Conv2D", "Conv2D")
        .op("net/Relu_1", "Relu");
    assertThat(names())
        .containsExactly(
            Map.entry("net/conv2d/Conv2D", "conv2d"),
            Map.entry("net/Relu", "Relu"),
            Map.entry("net/conv2d_1/Conv2D", "conv2d_1"),
            Map.entry("net/Relu_1", "Relu_1"));
  }

  @Test
  void opsWithoutScopesAreLayers() {
    op("conv1", "Conv2D").op("relu1", "Relu");
    assertThat(names().values()).containsExactly("conv1", "relu1");
  }

  @Test
  void layersThatWereNumberedAgainAreCalledAsTheirWeights() {
    weighed("m_1/conv2d_1/convolution", "Conv2D", "m/conv2d/kernel")
        .op("m_1/conv2d_1/Relu", "Relu")
        .op("m_1/max_pooling2d_1/MaxPool2d", "MaxPool")
        .weighed("m_1/conv2d_1_2/convolution", "Conv2D", "m/conv2d_1/kernel")
        .op("m_1/max_pooling2d_1_2/MaxPool2d", "MaxPool");
    assertThat(names().values())
        .containsExactly("conv2d", "max_pooling2d", "conv2d_1", "max_pooling2d_1");
  }

  @Test
  void numbersThatTheWeightsHaveTooStay() {
    weighed("m/conv2d_1/Conv2D", "Conv2D", "conv2d_1/kernel")
        .weighed("m/conv2d_2/Conv2D", "Conv2D", "conv2d_2/kernel");
    assertThat(names().values()).containsExactly("conv2d_1", "conv2d_2");
  }

  @Test
  void layerThatIsUsedTwiceKeepsBothNames() {
    weighed("m/conv/Conv2D", "Conv2D", "conv/kernel")
        .weighed("m/conv_1/Conv2D", "Conv2D", "conv/kernel");
    assertThat(names().values()).containsExactly("conv", "conv_1");
  }

  @Test
  void namesThatTheFileGivesCount() {
    op("conv/Conv2D", "Conv2D");
    Map<String, String> given = Map.of("conv/Conv2D", "first");
    FlatNetwork network = new FlatNetwork(graph.build(), "input", last, given, "test");
    assertThat(LayerNames.of(new NodeIndex(graph.build()), network)).isEqualTo(given);
  }

  @Test
  void inputAndOpsThatHandOnAreNoLayers() {
    op("conv/Conv2D", "Conv2D").op("Identity", "Identity");
    assertThat(names()).containsExactly(Map.entry("conv/Conv2D", "conv"));
  }

  @Test
  void opsBesideTheWayToTheAnswerAreNoLayers() {
    op("conv/Conv2D", "Conv2D");
    add("aside/Relu", "Relu", "input");
    assertThat(names().values()).containsExactly("conv");
  }
}
