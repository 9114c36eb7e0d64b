package io.github.gradcam.model.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gradcam.model.graph.FlatNetwork;
import io.github.gradcam.model.graph.ModelException;
import io.github.gradcam.model.layer.Normalization;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

class PreprocessChoiceTest {

  /** Ops one after the other, named {@code op0} and on, behind {@code input}. */
  private static FlatNetwork network(String... ops) {
    GraphDef.Builder graph = GraphDef.newBuilder();
    graph.addNode(NodeDef.newBuilder().setName("input").setOp("Placeholder"));
    String last = "input";
    for (int i = 0; i < ops.length; i++) {
      graph.addNode(NodeDef.newBuilder().setName("op" + i).setOp(ops[i]).addInput(last));
      last = "op" + i;
    }
    return new FlatNetwork(graph.build(), "input", last, Map.of(), "test");
  }

  private static PreprocessChoice choice(FlatNetwork network, String... layers) {
    return PreprocessChoice.of(
        ModelDescription.NONE, network, List.of(layers), given -> Optional.empty());
  }

  /** Of a network that scales by itself: y = factor x + shift. */
  private static PreprocessChoice scaling(double factor, double shift) {
    return PreprocessChoice.of(
        ModelDescription.NONE,
        network("Mul", "Add", "Conv2D"),
        List.of(),
        normalization -> {
          float[] values = new float[256];
          for (int i = 0; i < values.length; i++) {
            float x = (i - normalization.mean().get(0)) / normalization.deviation().get(0);
            values[i] = (float) (factor * x + shift);
          }
          return Optional.of(Spread.of(values));
        });
  }

  @ParameterizedTest
  @CsvSource({
    "2, -1", // -1..1 of 0..1
    "1, -0.5",
    "4.3668, -2.1179", // ImageNet's mean and deviation of 0..1
    "255, 0",
    "255, -116" // pixels less their mean, of 0..1
  })
  void firstOpsThatNeedPixelsOfZeroToOneGetThem(double factor, double shift) {
    PreprocessChoice choice = scaling(factor, shift);
    assertThat(choice.normalization()).isEqualTo(Normalization.UNIT);
    assertThat(choice.notes())
        .singleElement()
        .asString()
        .startsWith("Preprocessing unit (0..1), of which the network's first ops make values of ")
        .endsWith("; --preprocess says otherwise");
  }

  @ParameterizedTest
  @CsvSource({
    "0.0078431, -1", // division by 127.5
    "0.0039216, 0", // division by 255
    "0.0039216, -0.5",
    "0.0171, -2.1", // ImageNet's mean and deviation of 0..255
    "1, -116" // subtraction of a mean
  })
  void firstOpsThatNeedPixelsAsTheyAreGetThem(double factor, double shift) {
    assertThat(scaling(factor, shift))
        .isEqualTo(new PreprocessChoice(Normalization.NONE, List.of()));
  }

  @Test
  void firstOpsThatMakePixelsOfMinusOneToOneGetThese() {
    assertThat(scaling(127.5, 0).normalization()).isEqualTo(Normalization.TF);
  }

  private static ModelDescription said(String preprocess) {
    return new ModelDescription(null, null, null, 0, preprocess, List.of());
  }

  @Test
  void whatIsSaidIsDoneWithoutANote() {
    FlatNetwork scaling = network("Mul", "Conv2D");
    PreprocessChoice choice =
        PreprocessChoice.of(
            said("unit"), scaling, List.of("block5_conv3"), given -> Optional.empty());
    assertThat(choice).isEqualTo(new PreprocessChoice(Normalization.UNIT, List.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Mul", "Sub", "AddV2", "RealDiv", "FusedBatchNormV3"})
  void networkThatScalesByItselfGetsPixels(String op) {
    assertThat(choice(network("Cast", "ResizeBilinear", op, "Conv2D"), "conv_dw_13"))
        .isEqualTo(new PreprocessChoice(Normalization.NONE, List.of()));
  }

  @Test
  void scalingBehindTheFirstConvolutionIsNoPreprocessing() {
    assertThat(choice(network("Pad", "Conv2D", "Mul"), "conv_dw_13").normalization())
        .isEqualTo(Normalization.TF);
  }

  @Test
  void knownLayersTellThePreprocessing() {
    assertThat(choice(network("Conv2D"), "vgg16/block5_conv3"))
        .isEqualTo(
            new PreprocessChoice(
                Normalization.CAFFE,
                List.of(
                    "Preprocessing imagenet-caffe, as its layers are those of VGG; --preprocess says otherwise")));
  }

  @Test
  void opsTellWhereThereAreNoLayers() {
    GraphDef.Builder graph = network("Conv2D").graph().toBuilder();
    graph.getNodeBuilder(1).setName("MobilenetV2/Conv/Conv2D");
    FlatNetwork slim = network("Conv2D").with(graph.build(), "MobilenetV2/Conv/Conv2D");
    assertThat(choice(slim).normalization()).isEqualTo(Normalization.TF);
  }

  @Test
  void networkOfWhichNothingIsKnownGetsPixelsWithANote() {
    PreprocessChoice choice = choice(network("Conv2D"), "conv");
    assertThat(choice.normalization()).isEqualTo(Normalization.NONE);
    assertThat(choice.notes()).singleElement().asString().startsWith("Nothing in the model says");
  }

  @Test
  void unknownWordIsRefused() {
    assertThatThrownBy(
            () ->
                PreprocessChoice.of(
                    said("nonsense"), network("Conv2D"), List.of(), given -> Optional.empty()))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("found 'nonsense'");
  }

  @ParameterizedTest
  @CsvSource({
    "MobilenetV2/Conv_1/Relu6, MOBILENET_V2",
    "base/block_16_project, MOBILENET_V2",
    "conv_dw_13, MOBILENET",
    "MobilenetV1/MobilenetV1/Conv2d_0/Conv2D, MOBILENET",
    "InceptionV3/InceptionV3/Mixed_7c/concat, INCEPTION_V3",
    "InceptionResnetV2/Conv2d_7b_1x1/Relu, INCEPTION_RESNET_V2",
    "inception_v3/mixed10/concat, INCEPTION_V3",
    "resnet50/conv5_block3_3_conv, RESNET",
    "resnet50v2/conv5_block3_preact_bn, RESNET_V2",
    "resnet_v2_50/conv1/Conv2D, RESNET_V2",
    "resnet_v1_50/conv1/Conv2D, SLIM",
    "vgg_16/conv5/conv5_3/Relu, SLIM",
    "vgg16/block5_conv3/Relu, VGG",
    "densenet121/conv5_block16_concat, DENSENET",
    "block14_sepconv2, XCEPTION",
    "normal_conv_1_5, NASNET",
    "my_conv_dw_13, ",
    "conv2d, "
  })
  void backboneIsKnownByItsLayers(String layer, KnownBackbone expected) {
    assertThat(KnownBackbone.of(List.of("conv", layer)).orElse(null)).isEqualTo(expected);
  }
}
