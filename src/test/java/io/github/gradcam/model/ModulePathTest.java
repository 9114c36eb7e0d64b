package io.github.gradcam.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Names of nodes as PyTorch exports them for torchvision's networks, and the modules they are of.
 */
class ModulePathTest {

  @ParameterizedTest
  @CsvSource({
    "/layer4/layer4.1/conv2/Conv, layer4.1.conv2",
    "/layer4/layer4.1/Add, layer4.1",
    "/layer4/layer4.1/relu_1/Relu, layer4.1.relu_1",
    "/conv1/Conv, conv1",
    "/features/features.18/features.18.0/Conv, features.18.0",
    "/features/features.1/conv/conv.0/conv.0.0/Conv, features.1.conv.0.0",
    "/features/denseblock1/denselayer1/conv1/Conv, features.denseblock1.denselayer1.conv1",
    "/layer4.1.conv2/node_conv2d_19, layer4.1.conv2"
  })
  void modulePathIsReadOffTheName(String name, String module) {
    assertThat(ModulePath.of(name)).contains(module);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Conv_12", "/Concat", "MobilenetV2/Conv_1/Relu6", "fire9/concat", "", "/"})
  void otherNamesAreOfNoModule(String name) {
    assertThat(ModulePath.of(name)).isEmpty();
  }

  @Test
  void moduleStandsInThoseAroundItOnly() {
    assertThat(ModulePath.isWithin("layer4.1.conv2", "layer4.1")).isTrue();
    assertThat(ModulePath.isWithin("layer4.1", "layer4.1")).isTrue();
    assertThat(ModulePath.isWithin("layer4.10", "layer4.1")).isFalse();
    assertThat(ModulePath.isWithin("layer4", "layer4.1")).isFalse();
  }
}
