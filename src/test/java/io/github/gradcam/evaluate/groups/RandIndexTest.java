package io.github.gradcam.evaluate.groups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RandIndexTest {

  @Test
  void equalGroupingsAgreeWhateverTheirNumbers() {
    assertThat(RandIndex.adjusted(new int[] {0, 0, 1, 2}, new int[] {2, 2, 0, 1})).isEqualTo(1);
    assertThat(RandIndex.adjusted(new int[] {0, 0, 0}, new int[] {0, 0, 0})).isEqualTo(1);
    assertThat(RandIndex.adjusted(new int[0], new int[0])).isEqualTo(1);
  }

  @Test
  void valuesAreThoseOfScikitLearnsDocumentation() {
    // sklearn.metrics.adjusted_rand_score: 0.57..., 0.0 and -0.5.
    assertThat(RandIndex.adjusted(new int[] {0, 0, 1, 2}, new int[] {0, 0, 1, 1}))
        .isEqualTo(4.0 / 7, within(1e-12));
    assertThat(RandIndex.adjusted(new int[] {0, 0, 0, 0}, new int[] {0, 1, 2, 3})).isEqualTo(0);
    assertThat(RandIndex.adjusted(new int[] {0, 0, 1, 1}, new int[] {0, 1, 0, 1}))
        .isEqualTo(-0.5, within(1e-12));
  }

  @Test
  void imagesWithoutAGroupDoNotCount() {
    assertThat(RandIndex.adjusted(new int[] {0, 0, 1, 2, -1}, new int[] {0, 0, 1, 1, 3}))
        .isEqualTo(4.0 / 7, within(1e-12));
  }

  @Test
  void groupingsOfOtherImagesAreRefused() {
    assertThatThrownBy(() -> RandIndex.adjusted(new int[2], new int[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found 2 and 3");
  }
}
