package io.github.gradcam.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StratifiedSplitTest {

  private static List<Example> examples(int... counts) {
    List<Example> examples = new ArrayList<>();
    for (int label = 0; label < counts.length; label++) {
      for (int i = 0; i < counts[label]; i++) {
        examples.add(new Example(label + "/" + i, label, Path.of("none")));
      }
    }
    return examples;
  }

  private static long count(List<Example> examples, int label) {
    return examples.stream().filter(example -> example.classIndex() == label).count();
  }

  @Test
  void eachClassGivesItsShare() {
    StratifiedSplit split = StratifiedSplit.of(examples(100, 20, 3), 0.1, 1);
    assertThat(count(split.validation(), 0)).isEqualTo(10);
    assertThat(count(split.validation(), 1)).isEqualTo(2);
    assertThat(count(split.validation(), 2)).isEqualTo(1); // at least one
    assertThat(split.training()).hasSize(90 + 18 + 2);
  }

  @Test
  void oneImageOfEachClassIsLeftToLearnFrom() {
    assertThat(count(StratifiedSplit.of(examples(2, 3), 0.99, 1).training(), 0)).isEqualTo(1);
  }

  @Test
  void noImageIsInBothParts() {
    List<Example> all = examples(30, 30);
    StratifiedSplit split = StratifiedSplit.of(all, 0.3, 1);
    List<Example> both = new ArrayList<>(split.training());
    both.addAll(split.validation());
    assertThat(both).containsExactlyInAnyOrderElementsOf(all);
  }

  @Test
  void seedDecidesWhichAreHeldBack() {
    List<Example> all = examples(50, 50);
    assertThat(StratifiedSplit.of(all, 0.2, 7)).isEqualTo(StratifiedSplit.of(all, 0.2, 7));
    assertThat(StratifiedSplit.of(all, 0.2, 7)).isNotEqualTo(StratifiedSplit.of(all, 0.2, 8));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.1, Double.NaN})
  void fractionOutsideItsRangeIsRefused(double fraction) {
    assertThatThrownBy(() -> StratifiedSplit.of(examples(5, 5), fraction, 1))
        .hasMessageContaining("above 0 and below 1, found " + fraction);
  }

  @Test
  void classOfOneImageCannotBeSplit() {
    assertThatThrownBy(() -> StratifiedSplit.of(examples(5, 1), 0.5, 1))
        .isInstanceOf(DataSetException.class)
        .hasMessageContaining("at least 2 images in each class")
        .hasMessageContaining("1/0");
  }

  @Test
  void imageWithoutLabelCannotBeSplit() {
    List<Example> unlabelled = List.of(new Example("x.jpg", Example.UNLABELLED, Path.of("none")));
    assertThatThrownBy(() -> StratifiedSplit.of(unlabelled, 0.5, 1))
        .hasMessageContaining("found one without: x.jpg");
  }
}
