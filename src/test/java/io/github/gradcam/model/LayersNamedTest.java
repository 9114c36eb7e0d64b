package io.github.gradcam.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gradcam.model.graph.ModelException;
import io.github.gradcam.model.kernel.Precision;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code --layer} may say, on the network that ships. */
class LayersNamedTest {

  private static Classifier classifier;

  @BeforeAll
  static void load() {
    ModelCard card = ModelCard.unsaved("scenes", List.of("a", "b"), 48);
    classifier = Classifier.untrained(card, Precision.FLOAT32, 1);
  }

  @AfterAll
  static void close() {
    classifier.close();
  }

  private static List<String> named(String text) {
    return classifier.layersNamed(text).stream().map(HeatmapLayer::name).toList();
  }

  @Test
  void allAreTheLayersWithPlacesInOrder() {
    assertThat(named("all"))
        .hasSameSizeAs(classifier.layers())
        .startsWith("conv2d", "batch_normalization", "re_lu", "max_pooling2d")
        .endsWith("batch_normalization_15", "add_5", "re_lu_12")
        .doesNotContain("dense", "global_average_pooling2d");
  }

  @Test
  void stagesAreTheLastLayersOfEachSize() {
    // 48 pixels: 24 after the first convolution, 12 after the pooling, then 6 and 3
    assertThat(named("stages")).containsExactly("re_lu", "re_lu_4", "re_lu_8", "re_lu_12");
    assertThat(classifier.layersNamed("stages"))
        .extracting(HeatmapLayer::height)
        .containsExactly(24, 12, 6, 3);
  }

  @Test
  void autoIsTheLastActivationOfAtLeastFourByFour() {
    assertThat(named("auto")).containsExactly("re_lu_8");
    assertThat(named("auto,re_lu_8")).containsExactly("re_lu_8");
  }

  @Test
  void starStandsForAnyText() {
    assertThat(named("re_lu_1*")).containsExactly("re_lu_1", "re_lu_10", "re_lu_11", "re_lu_12");
    assertThat(named("*pool*")).containsExactly("max_pooling2d");
    assertThat(named("*")).isEqualTo(named("all"));
  }

  @Test
  void questionMarkStandsForOneSign() {
    assertThat(named("re_lu_1?")).containsExactly("re_lu_10", "re_lu_11", "re_lu_12");
    assertThat(named("add_?")).containsExactly("add_1", "add_2", "add_3", "add_4", "add_5");
  }

  @Test
  void dotsAndBracketsInGlobsStandForThemselves() {
    assertThatThrownBy(() -> named("re.lu_1?")).hasMessageContaining("found 're.lu_1?'");
    assertThatThrownBy(() -> named("[r]e_lu*")).hasMessageContaining("found '[r]e_lu*'");
  }

  @Test
  void namesComeShallowToDeepEachOnce() {
    assertThat(named(" add_3 ,re_lu_2, add_3,re_lu_?"))
        .startsWith("re_lu_1", "re_lu_2", "re_lu_3")
        .containsSubsequence("re_lu_7", "add_3", "re_lu_8")
        .doesNotHaveDuplicates()
        .hasSize(10);
  }

  @ParameterizedTest
  @ValueSource(strings = {" all", "all ", " stages "})
  void blanksAroundAWordDoNotCount(String text) {
    assertThat(named(text)).isEqualTo(named(text.strip()));
  }

  @Test
  void wordsMayStandAmongNames() {
    assertThat(named("conv2d,stages"))
        .containsExactly("conv2d", "re_lu", "re_lu_4", "re_lu_8", "re_lu_12");
  }

  @ParameterizedTest
  @ValueSource(strings = {"re_lu_13", "re_lu_2?", "relu*"})
  void unknownNameOrGlobSuggestsTheNearest(String text) {
    assertThatThrownBy(() -> named("conv2d," + text))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("found '%s'".formatted(text))
        .hasMessageContaining("re_lu")
        .hasMessageContaining("`gradcam layers`");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "conv2d,", ",conv2d"})
  void emptyNameIsRefused(String text) {
    assertThatThrownBy(() -> named(text))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("found ''");
  }
}
