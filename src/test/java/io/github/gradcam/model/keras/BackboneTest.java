package io.github.gradcam.model.keras;

import static io.github.gradcam.model.keras.SketchedModel.input;
import static io.github.gradcam.model.keras.SketchedModel.layer;
import static io.github.gradcam.model.keras.SketchedModel.sequential;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the name of a network in the file says of pixels. */
class BackboneTest {

  private static final String PICTURES = input("[null, 8, 8, 3]");

  private static String preprocessing(String name, String... layers) {
    String inner = sequential(name, layers);
    return SketchedModel.build(sequential("model", PICTURES, inner), "2.9.0", Map.of())
        .preprocessing();
  }

  @ParameterizedTest
  @CsvSource({
    "vgg16,imagenet-caffe",
    "resnet50,imagenet-caffe",
    "resnet101v2,imagenet-tf",
    "densenet121,imagenet-torch",
    "mobilenet_1.00_224,imagenet-tf",
    "mobilenetv2_1.00_224,imagenet-tf",
    "MobilenetV3small,none",
    "MobileNetV3Large,none",
    "inception_v3,imagenet-tf",
    "inception_resnet_v2,imagenet-tf",
    "xception,imagenet-tf",
    "NASNet,imagenet-tf",
    "efficientnetv2-b0,none",
    "convnext_tiny,none"
  })
  void nameOfANestedModelTells(String name, String expected) {
    assertThat(preprocessing(name, layer("ReLU", "r", ""))).isEqualTo(expected);
  }

  @Test
  void layerThatOnlyOneFamilyHasTells() {
    assertThat(preprocessing("model_3", layer("ReLU", "block_16_project_BN", "")))
        .isEqualTo("imagenet-tf");
  }

  @Test
  void otherNamesTellNothing() {
    assertThat(preprocessing("my_network", layer("ReLU", "r", ""))).isNull();
  }

  @Test
  void scalingInTheNetworkIsAllThatIsWanted() {
    assertThat(preprocessing("vgg16", layer("Rescaling", "r", "'scale': 0.1"))).isEqualTo("none");
  }
}
