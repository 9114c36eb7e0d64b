package io.github.gradcam.evaluate.faithfulness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class MapAgreementTest {

  private static final Offset<Double> CLOSE = within(1e-9);

  @Test
  void sameOrderIsOneWhateverTheScale() {
    assertThat(spearman(new float[] {0, 0.1f, 0.5f, 1}, new float[] {0, 8, 9, 100}))
        .isEqualTo(1, CLOSE);
  }

  @Test
  void reverseOrderIsMinusOne() {
    assertThat(spearman(new float[] {1, 2, 3}, new float[] {9, 5, 0})).isEqualTo(-1, CLOSE);
  }

  @Test
  void oneExchangeOfNeighboursIsThatOfTheFormula() {
    // 1 - 6 sum d^2 / (n (n^2 - 1)) = 1 - 6 * 2 / 120
    assertThat(spearman(new float[] {1, 2, 3, 4, 5}, new float[] {1, 3, 2, 4, 5}))
        .isEqualTo(0.9, CLOSE);
  }

  @Test
  void equalValuesShareTheirMeanRank() {
    // Ranks -1, 0.5, 0.5 and -1, 0, 1: 1.5 / sqrt(1.5 * 2).
    assertThat(spearman(new float[] {0, 7, 7}, new float[] {1, 2, 3}))
        .isEqualTo(Math.sqrt(0.75), CLOSE);
  }

  @Test
  void constantMapAgreesWithNothing() {
    assertThat(spearman(new float[] {0, 0, 0}, new float[] {1, 2, 3})).isZero();
    assertThat(spearman(new float[3], new float[3])).isZero();
    assertThat(spearman(new float[] {1}, new float[] {1})).isZero();
  }

  @Test
  void noNumberCountsAsZero() {
    assertThat(spearman(new float[] {Float.NaN, 1, 2}, new float[] {-0.0f, 1, 2}))
        .isEqualTo(1, CLOSE);
  }

  @Test
  void mapsOfAnotherSizeAreAnError() {
    assertThatThrownBy(() -> spearman(new float[2], new float[3]))
        .hasMessage("Expected two maps of one size, found 2 and 3 values");
    assertThatThrownBy(() -> spearman(new float[0], new float[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static double spearman(float[] a, float[] b) {
    return MapAgreement.spearman(a, b);
  }
}
