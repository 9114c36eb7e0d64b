package io.github.gradcam.explain.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gradcam.explain.target.ClassSelection.Fixed;
import io.github.gradcam.explain.target.ClassSelection.Predicted;
import io.github.gradcam.explain.target.ClassSelection.Top;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClassSelectionTest {

  private static final List<String> LABELS = List.of("forest", "Glacier", "sea", "SEA", "7");
  private static final float[] PROBABILITIES = {0.1f, 0.4f, 0.1f, 0.35f, 0.05f};

  @ParameterizedTest
  @CsvSource({"forest,0", "glacier,1", "sea,2", "SEA,3", "7,4", "0,0", "3,3", "FOREST,0"})
  void nameOrIndexIsOneClass(String text, int index) {
    assertThat(ClassSelection.parse(text, LABELS)).isEqualTo(new Fixed(index));
    assertThat(new Fixed(index).of(PROBABILITIES)).containsExactly(index);
    assertThat(new Fixed(index).first()).isEqualTo(index);
  }

  @Test
  void wordsSelectByProbability() {
    assertThat(ClassSelection.parse("Predicted", LABELS)).isEqualTo(new Predicted());
    assertThat(ClassSelection.parse("top:2", LABELS)).isEqualTo(new Top(2));
    assertThat(ClassSelection.parse("all", LABELS)).isEqualTo(new Top(5));
    assertThat(new Predicted().of(PROBABILITIES)).containsExactly(1);
    assertThat(new Top(2).of(PROBABILITIES)).containsExactly(1, 3);
  }

  @Test
  void equallyLikelyClassesComeInTheirOrder() {
    assertThat(new Top(5).of(PROBABILITIES)).containsExactly(1, 3, 0, 2, 4);
  }

  @Test
  void classNamedLikeAWordIsTheClass() {
    assertThat(ClassSelection.parse("all", List.of("none", "all"))).isEqualTo(new Fixed(1));
    assertThat(ClassSelection.parse("1", List.of("2", "1", "0"))).isEqualTo(new Fixed(1));
  }

  @Test
  void nameThatFitsTwoClassesIsRefused() {
    assertThatThrownBy(() -> ClassSelection.parse("Sea", LABELS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found 'Sea'; nearest: sea, SEA");
  }

  @ParameterizedTest
  @ValueSource(strings = {"top:0", "top:6", "top:999999999"})
  void moreOrFewerThanThereAreIsRefused(String text) {
    assertThatThrownBy(() -> ClassSelection.parse(text, LABELS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Expected top:1 to top:5, found " + text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "glacer", "-1", "top:", "top:-1", "top:x", "1.5", "99999999999"})
  void whatIsNoClassSuggestsTheNearest(String text) {
    assertThatThrownBy(() -> ClassSelection.parse(text, LABELS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found '%s'; nearest: ".formatted(text));
  }

  @Test
  void indexBeyondTheLastIsRefused() {
    assertThatThrownBy(() -> ClassSelection.parse("5", LABELS))
        .hasMessage("Expected a class index of 0 to 4, found 5");
  }
}
