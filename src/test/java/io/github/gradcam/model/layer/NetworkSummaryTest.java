package io.github.gradcam.model.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.Test;

class NetworkSummaryTest {

  @Test
  void resnet18LearnsAsManyNumbersAsThePaperSNetwork() {
    NetworkSummary summary = NetworkSummary.of(Architecture.of("resnet18"), 1000, 224);
    // torchvision's count; its 4,800 channels of normalisation hold a mean and a variance each
    assertThat(summary.trainable()).isEqualTo(11_689_512);
    assertThat(summary.parameters() - summary.trainable()).isEqualTo(2 * 4_800);
  }

  @Test
  void resnet18EndsInSevenBySevenPlaces() {
    NetworkSummary summary = NetworkSummary.of(Architecture.of("resnet18"), 1000, 224);
    assertThat(summary.layers().get(0).outputShape()).isEqualTo("(None, 112, 112, 64)");
    assertThat(
            summary.layers().stream()
                .filter(layer -> layer.kind().equals("add"))
                .map(NetworkSummary.Layer::outputShape)
                .toList())
        .hasSize(8)
        .last()
        .isEqualTo("(None, 7, 7, 512)");
  }

  @Test
  void scenesHoldsTwoPointEightMillion() {
    NetworkSummary summary = NetworkSummary.of(Architecture.of("scenes"), 6, 150);
    assertThat(summary.parameters()).isEqualTo(2_764_006);
  }

  @Test
  void tableShowsEachLayerAndTheTotals() {
    String table = NetworkSummary.of(Architecture.of("scenes"), 6, 150).table();
    assertThat(table)
        .startsWith("Model: scenes")
        .contains("conv2d (conv2d)")
        .contains("(None, 75, 75, 32)")
        .contains("dense (dense)")
        .contains("Total params: 2,764,006")
        .doesNotEndWith("\n");
    // 256 features and a bias for each of 6 classes
    assertThat(table).containsPattern("dense \\(dense\\) +\\(None, 6\\) +1,542");
  }

  @Test
  void columnsOfLongNamesAreAligned() {
    String table = NetworkSummary.of(Architecture.of("resnet18"), 1000, 224).table();
    assertThat(table.lines().filter(line -> line.contains("(None")))
        .extracting(line -> line.indexOf("(None"), String::length)
        .containsOnly(
            tuple(table.lines().skip(2).findFirst().orElseThrow().indexOf("Output"), width(table)));
  }

  private static int width(String table) {
    return table.lines().skip(1).findFirst().orElseThrow().length();
  }

  @Test
  void unknownArchitectureListsTheKnown() {
    assertThatThrownBy(() -> Architecture.of("vgg"))
        .hasMessage("Expected an architecture of [scenes, resnet18], found 'vgg'");
  }
}
