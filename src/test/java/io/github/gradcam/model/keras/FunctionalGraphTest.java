package io.github.gradcam.model.keras;

import static io.github.gradcam.model.keras.NetworkAnswer.array;
import static io.github.gradcam.model.keras.SketchedModel.build;
import static io.github.gradcam.model.keras.SketchedModel.called;
import static io.github.gradcam.model.keras.SketchedModel.functional;
import static io.github.gradcam.model.keras.SketchedModel.input;
import static io.github.gradcam.model.keras.SketchedModel.layer;
import static io.github.gradcam.model.keras.SketchedModel.sequential;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gradcam.model.graph.FlatNetwork;
import io.github.gradcam.model.graph.ModelException;
import io.github.gradcam.model.keras.weights.StoredWeights;
import io.github.gradcam.model.layer.WeightArray;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tensorflow.ndarray.Shape;

/** How layers hang together: functional, nested and shared. */
class FunctionalGraphTest {

  private static final String PIXEL = "[null, 1, 1, 1]";
  private static final WeightArray THREE = array(Shape.of(1, 1, 1, 1), 3);
  private static final WeightArray DOUBLE = array(Shape.of(1, 1, 1, 1), 2);
  private static final WeightArray TENFOLD = array(Shape.of(1, 1, 1, 1), 10);
  private static final String CONVOLUTION =
      "'filters': 1, 'kernel_size': [1, 1], 'use_bias': false";

  private static final String PICTURES = called(input(PIXEL), "images", "[]");

  private static String conv(String name, String inboundNodes) {
    return called(layer("Conv2D", name, CONVOLUTION), name, inboundNodes);
  }

  private static String tensor(String layer, int node) {
    return ("{'class_name': '__keras_tensor__', 'config': {'shape': [null, 1, 1, 1],"
            + " 'keras_history': ['%s', %d, 0]}}")
        .formatted(layer, node);
  }

  private static float answer(FlatNetwork network) {
    return NetworkAnswer.of(network, THREE).values()[0];
  }

  @Test
  void branchesOfKeras2AreMerged() {
    // 2 * 3 + 10 * 3, listed before what it needs
    String model =
        functional(
            "model",
            "[['images', 0, 0]]",
            "[['sum', 0, 0]]",
            PICTURES,
            called(layer("Add", "sum", ""), "sum", "[[['a', 0, 0, {}], ['b', 0, 0, {}]]]"),
            conv("a", "[[['images', 0, 0, {}]]]"),
            conv("b", "[[['images', 0, 0, {}]]]"));
    FlatNetwork network =
        build(model, "2.9.0", Map.of("a", List.of(DOUBLE), "b", List.of(TENFOLD)));
    assertThat(answer(network)).isEqualTo(36);
    assertThat(network.layers().entrySet())
        .extracting(Map.Entry::getKey, Map.Entry::getValue)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("a/output", "a"),
            org.assertj.core.groups.Tuple.tuple("b/output", "b"),
            org.assertj.core.groups.Tuple.tuple("sum/output", "sum"));
  }

  @Test
  void sharedLayerIsNumberedByItsCalls() {
    // 2 * 2 * 3; conv_1 is another layer's name
    String model =
        functional(
            "model",
            "['images', 0, 0]",
            "['conv_1', 0, 0]",
            PICTURES,
            conv(
                "conv",
                "[{'args': [%s], 'kwargs': {}}, {'args': [%s], 'kwargs': {}}]"
                    .formatted(tensor("images", 0), tensor("conv", 0))),
            conv("conv_1", "[{'args': [%s], 'kwargs': {}}]".formatted(tensor("conv", 1))));
    FlatNetwork network =
        build(model, "3.8.0", Map.of("conv", List.of(DOUBLE), "conv_1", List.of(TENFOLD)));
    assertThat(answer(network)).isEqualTo(120);
    assertThat(network.layers().values()).containsExactly("conv", "conv_2", "conv_1");
  }

  @Test
  void nestedModelsGiveTheirLayersPaths() {
    String inner =
        functional(
            "backbone",
            "[['images', 0, 0]]",
            "[['a b', 0, 0]]",
            PICTURES,
            conv("a b", "[[['images', 0, 0, {}]]]"));
    String middle = sequential("middle", inner, layer("ReLU", "re_lu", ""));
    String outer = sequential("outer", input(PIXEL), middle, layer("Flatten", "flatten", ""));
    FlatNetwork network = build(outer, "2.9.0", Map.of("a b", List.of(DOUBLE)));
    assertThat(answer(network)).isEqualTo(6);
    assertThat(network.layers())
        .containsEntry("middle/backbone/a_b/output", "middle/backbone/a b")
        .containsEntry("middle/re_lu/output", "middle/re_lu")
        .containsEntry("flatten/output", "flatten")
        .hasSize(3);
  }

  @Test
  void inputShapeIsFoundInNestedModelsAndMayBeOpen() {
    String inner = sequential("inner", input("[16, null, null, 1]"), layer("ReLU", "r", ""));
    FlatNetwork network = build(sequential("outer", inner), "2.9.0", Map.of());
    assertThat(network.input()).isEqualTo("input");
    assertThat(network.graph().getNode(0).getAttrOrThrow("shape").getShape().getDimList())
        .extracting(dim -> dim.getSize())
        .containsExactly(-1L, -1L, -1L, 1L);
  }

  @Test
  void functionsOfKeras2TakeTensorsAndNumbers() {
    // (3 / 2 - 1) * (4 - 3)
    String model =
        functional(
            "model",
            "[['images', 0, 0]]",
            "[['product', 0, 0]]",
            PICTURES,
            function("half", "math.truediv", "[['images', 0, 0, {'y': 2.0, 'name': null}]]"),
            function("less", "math.subtract", "[['half', 0, 0, {'y': 1.0, 'name': null}]]"),
            function(
                "rest",
                "math.subtract",
                "[['_CONSTANT_VALUE', -1, 4.0, {'y': ['images', 0, 0], 'name': null}]]"),
            function(
                "product",
                "math.multiply",
                "[['less', 0, 0, {'y': ['rest', 0, 0], 'name': null}]]"));
    FlatNetwork network = build(model, "2.9.0", Map.of());
    assertThat(answer(network)).isEqualTo(0.5f);
  }

  private static String function(String name, String function, String inboundNodes) {
    return called(
        layer("TFOpLambda", name, "'function': '%s'".formatted(function)), name, inboundNodes);
  }

  @Test
  void sliceMayTurnChannels() {
    String slice =
        "[['images', 0, 0, {'slice_spec': [{'class_name': '__ellipsis__'},"
            + " {'start': null, 'stop': null, 'step': -1}]}]]";
    String model =
        functional(
            "model",
            "[['images', 0, 0]]",
            "[['bgr', 0, 0]]",
            called(input("[null, 1, 1, 3]"), "images", "[]"),
            called(
                layer("SlicingOpLambda", "bgr", "'function': '__operators__.getitem'"),
                "bgr",
                slice));
    WeightArray picture = array(Shape.of(1, 1, 1, 3), 1, 2, 3);
    FlatNetwork network = build(model, "2.9.0", Map.of());
    assertThat(NetworkAnswer.of(network, picture).values()).containsExactly(3, 2, 1);
    assertThat(NetworkAnswer.gradient(network, picture).values()).containsExactly(1, 1, 1);
  }

  @Test
  void functionOfKeras3IsNotTheLayerOfItsName() {
    // relu6(3 + 0.5), cut to 2
    String model =
        functional(
            "model",
            "[['images', 0, 0]]",
            "[['clip', 0, 0]]",
            PICTURES,
            operation("add", "Add", "", "[%s, 0.5]".formatted(tensor("images", 0))),
            operation("relu6", "Relu6", "", "[%s]".formatted(tensor("add", 0))),
            operation(
                "clip", "Clip", ", 'x_min': 0, 'x_max': 2", "[%s]".formatted(tensor("relu6", 0))));
    assertThat(answer(build(model, "3.8.0", Map.of()))).isEqualTo(2);
  }

  private static String operation(String name, String className, String settings, String args) {
    return ("{'module': 'keras.src.ops.numpy', 'class_name': '%s', 'config': {'name': '%s'%s},"
            + " 'name': '%s', 'inbound_nodes': [{'args': %s, 'kwargs': {}}]}")
        .formatted(className, name, settings, name, args);
  }

  @Test
  void mergesAreNumberByNumber() {
    assertThat(merged("Subtract", "")).containsExactly(-9);
    assertThat(merged("Multiply", "")).containsExactly(36);
    assertThat(merged("Average", "")).containsExactly(7.5f);
    assertThat(merged("Maximum", "")).containsExactly(12);
    assertThat(merged("Minimum", "")).containsExactly(3);
    assertThat(merged("Concatenate", "'axis': -1")).containsExactly(3, 12);
    assertThat(merged("Dot", "'axes': [1, 1]")).containsExactly(36);
    assertThat(merged("Dot", "'axes': 1, 'normalize': true")).containsExactly(1);
  }

  /** 3 and 3 + 9 as features, merged. */
  private static float[] merged(String className, String settings) {
    String model =
        functional(
            "model",
            "[['images', 0, 0]]",
            "[['both', 0, 0]]",
            PICTURES,
            called(layer("Flatten", "flat", ""), "flat", "[[['images', 0, 0, {}]]]"),
            called(
                layer("Rescaling", "more", "'scale': 1, 'offset': 9"),
                "more",
                "[[['flat', 0, 0, {}]]]"),
            called(
                layer(className, "both", settings),
                "both",
                "[[['flat', 0, 0, {}], ['more', 0, 0, {}]]]"));
    FlatNetwork network = build(model, "2.9.0", Map.of());
    assertThat(NetworkAnswer.gradient(network, THREE).shape()).isEqualTo(THREE.shape());
    return NetworkAnswer.of(network, THREE).values();
  }

  @Test
  void outputThatNothingGivesIsNamed() {
    String model = functional("model", "[['images', 0, 0]]", "[['gone', 0, 0]]", PICTURES);
    assertThatThrownBy(() -> build(model, "2.9.0", Map.of()))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("expected an output of 'gone', found none");
  }

  @Test
  void severalOutputsAreRefused() {
    String model =
        functional(
            "model",
            "[['images', 0, 0]]",
            "{'a': ['images', 0, 0], 'b': ['images', 0, 0]}",
            PICTURES);
    assertThatThrownBy(() -> build(model, "3.8.0", Map.of()))
        .hasMessageContaining("expected one output, the classes, found 2")
        .hasMessageContaining("choose one with --logits");
  }

  @Test
  void outputIsTheOneThatIsNamed() {
    String model =
        functional(
            "model",
            "[['images', 0, 0]]",
            "[['minus', 0, 0], ['half', 0, 0]]",
            PICTURES,
            called(layer("Rescaling", "minus", "'scale': -1"), "minus", "[[['images', 0, 0]]]"),
            called(layer("Rescaling", "half", "'scale': 0.5"), "half", "[[['images', 0, 0]]]"));
    assertThat(built(model, "half").output()).startsWith("half");
    assertThat(built(model, "minus").output()).startsWith("minus");
    assertThatThrownBy(() -> built(model, "hlaf"))
        .hasMessageContaining("expected a layer 'hlaf' for --logits, found none; nearest: half");
  }

  private static io.github.gradcam.model.graph.FlatNetwork built(String model, String logits) {
    return KerasFile.build(SketchedModel.json(model), "2.9.0", StoredWeights.NONE, logits);
  }

  private static String chain(int layers) {
    StringBuilder list = new StringBuilder(PICTURES);
    for (int i = layers; i > 0; i--) { // each before what it is called with
      String from = i == 1 ? "images" : "l" + (i - 1);
      String call = "[[['%s', 0, 0]]]".formatted(from);
      list.append(", ").append(called(layer("ReLU", "l" + i, ""), "l" + i, call));
    }
    return functional(
        "model", "[['images', 0, 0]]", "[['l%d', 0, 0]]".formatted(layers), list.toString());
  }

  @Test
  void layersMayStandBeforeThoseTheyAreCalledWith() {
    assertThat(build(chain(200), "2.9.0", Map.of()).layers()).hasSize(200);
  }

  @Test
  @Timeout(60)
  void networkOfTwentyThousandLayersIsRefused() {
    assertThatThrownBy(() -> build(chain(20_000), "2.9.0", Map.of()))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("a network of at most 5,000 layers");
  }
}
