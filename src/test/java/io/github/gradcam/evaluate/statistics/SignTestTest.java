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

  /** 2 (C(10, 8) + C(10, 9) + C(10, 10)) / 2^10 = 2 (45 + 10 + 1) / 1024. */
  @Test
  void eightAgainstTwoHave112Of1024EitherWay() {
    assertThat(SignTest.different(8, 2)).isCloseTo(0.109375, within(1e-12));
    assertThat(SignTest.different(2, 8)).isCloseTo(0.109375, within(1e-12));
    assertThat(SignTest.different(0, 6)).isCloseTo(2.0 / 64, within(1e-12));
  }

  @Test
  void equalCountsShowNoDifference() {
    assertThat(SignTest.different(5, 5)).isEqualTo(1);
    assertThat(SignTest.different(0, 0)).isEqualTo(1);
  }

  /** Twice the sum of C(1000, i) / 2^1000 from 600 on, in exact arithmetic; 2^-1000 is no float. */
  @Test
  void thousandPairsDoNotUnderflow() {
    assertThat(SignTest.different(600, 400)).isCloseTo(2.7284641560660184e-10, within(1e-18));
    assertThat(SignTest.different(2500, 2500)).isEqualTo(1);
  }

  @Test
  void countsBelowNoneAreRefused() {
    assertThatThrownBy(() -> SignTest.different(-1, 3))
        .hasMessage("Expected counts of 0 or more, found -1 and 3");
  }
}
