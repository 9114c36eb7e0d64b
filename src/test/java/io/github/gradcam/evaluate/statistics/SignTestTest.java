package io.github.gradcam.evaluate.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SignTestTest {

  @Test
  void ninePairsOfTenInFavourHaveElevenOf1024() {
    double[] a = {1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1, 0};
    double[] b = {0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 0}; // the last two say nothing
    assertThat(SignTest.larger(a, b)).isCloseTo(11.0 / 1024, within(1e-12));
    assertThat(SignTest.larger(b, a)).isCloseTo(1023.0 / 1024, within(1e-12));
  }

  @Test
  void equalPairsShowNothing() {
    assertThat(SignTest.larger(new double[] {1, 0}, new double[] {1, 0})).isEqualTo(1);
    assertThat(SignTest.larger(new double[0], new double[0])).isEqualTo(1);
  }

  /** scipy.stats.binomtest(60, 100, 0.5, "greater").pvalue */
  @Test
  void manyPairsHaveTheValueOfScipy() {
    double[] a = new double[100];
    double[] b = new double[100];
    for (int i = 0; i < 100; i++) {
      a[i] = i < 60 ? 1 : 0;
      b[i] = 1 - a[i];
    }
    assertThat(SignTest.larger(a, b)).isCloseTo(0.02844396682049039, within(1e-9));
  }

  @Test
  void otherNumbersOfImagesAreRefused() {
    assertThatThrownBy(() -> SignTest.larger(new double[1], new double[2]))
        .hasMessage("Expected values for the same images, found 1 and 2");
  }
}
