package io.github.gradcam.evaluate.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BootstrapTest {

  @Test
  void intervalOfManyImagesIsThatOfTheNormalDistribution() {
    double[] values = new Random(3).doubles(400).toArray();
    Interval interval = Bootstrap.mean(values, 1);
    // Uniform values deviate by sqrt(1/12), their mean over 400 by 0.0144: 1.96 times that.
    assertThat(interval.mean()).isEqualTo(0.5, within(0.05));
    assertThat(interval.mean() - interval.low()).isEqualTo(0.0283, within(0.004));
    assertThat(interval.high() - interval.mean()).isEqualTo(0.0283, within(0.004));
    assertThat(interval.pictures()).isEqualTo(400);
  }

  @Test
  void onlyTheSeedDecides() {
    double[] values = {0.1, 0.5, 0.7, 0.2};
    assertThat(Bootstrap.mean(values, 1)).isEqualTo(Bootstrap.mean(values, 1));
    assertThat(Bootstrap.mean(values, 1)).isNotEqualTo(Bootstrap.mean(values, 2));
  }

  @Test
  void equalValuesHaveNoWidth() {
    assertThat(Bootstrap.mean(new double[] {0.25, 0.25, 0.25}, 1))
        .isEqualTo(new Interval(0.25, 0.25, 0.25, 3));
  }

  @Test
  void oneImageHasAMeanButNoInterval() {
    Interval interval = Bootstrap.mean(new double[] {0.5, Double.NaN}, 1);
    assertThat(interval).isEqualTo(new Interval(0.5, null, null, 1));
    assertThat(interval.aboveZero()).isFalse();
  }

  @Test
  void nothingMeasuredIsNone() {
    assertThat(Bootstrap.mean(new double[0], 1)).isEqualTo(Interval.NONE);
    assertThat(Bootstrap.mean(new double[] {Double.NaN}, 1)).isEqualTo(Interval.NONE);
    assertThat(Interval.NONE.meanOr(7)).isEqualTo(7);
  }

  @Test
  void pairingShowsASmallDifferenceThatIsAlwaysThere() {
    double[] hard = new Random(3).doubles(50).toArray();
    double[] better = new double[50];
    for (int i = 0; i < 50; i++) {
      better[i] = hard[i] + 0.01 + i % 2 * 0.01;
    }
    Interval margin = Bootstrap.difference(better, hard, 1);
    assertThat(margin.mean()).isEqualTo(0.015, within(1e-9));
    assertThat(margin.aboveZero()).isTrue();
    assertThat(Bootstrap.difference(hard, better, 1).aboveZero()).isFalse();
    // Unpaired, the intervals overlap by far.
    assertThat(Bootstrap.mean(hard, 1).high()).isGreaterThan(Bootstrap.mean(better, 1).low());
  }

  @Test
  void onlyImagesThatHaveBothCount() {
    double[] a = {1, Double.NaN, 3};
    double[] b = {0, 0, Double.NaN};
    assertThat(Bootstrap.difference(a, b, 1)).isEqualTo(new Interval(1.0, null, null, 1));
  }

  @Test
  void otherImagesAreAnError() {
    assertThatThrownBy(() -> Bootstrap.difference(new double[2], new double[3], 1))
        .hasMessage("Expected values for the same images, found 2 and 3");
  }
}
