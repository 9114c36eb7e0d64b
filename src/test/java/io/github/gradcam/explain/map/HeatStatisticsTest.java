package io.github.gradcam.explain.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class HeatStatisticsTest {

  private static final double EXACT = 1e-6;

  private static HeatStatistics of(int height, int width, float... values) {
    return HeatStatistics.of(new Heatmap(height, width, values, Diagnosis.OK));
  }

  @Test
  void energyIsTheMeanOfTheHeatmap() {
    assertThat(of(2, 2, 1, 0, 0.5f, 0).energy()).isEqualTo(0.375, within(EXACT));
  }

  @Test
  void centreOfOneHotPlaceIsTheMiddleOfThatPlace() {
    HeatStatistics heat = of(2, 4, 0, 0, 0, 1, 0, 0, 0, 0);
    assertThat(heat.centreX()).isEqualTo(3.5 / 4, within(EXACT));
    assertThat(heat.centreY()).isEqualTo(0.25, within(EXACT));
  }

  @Test
  void centreWeighsPlacesByTheirHeat() {
    HeatStatistics heat = of(1, 2, 1, 0.5f);
    assertThat(heat.centreX()).isEqualTo((1 * 0.25 + 0.5 * 0.75) / 1.5, within(EXACT));
  }

  @Test
  void borderIsTheShareOfHeatInTheOutermostTenth() {
    float[] map = new float[100];
    map[0] = 1; // a corner
    map[55] = 0.5f;
    map[44] = 0.5f;
    assertThat(of(10, 10, map).border()).isEqualTo(0.5, within(EXACT));
  }

  @Test
  void hottestBoxHoldsWhatHangsTogetherWithTheMaximum() {
    HeatStatistics heat =
        of(
            4, 5, 0, 0, 0, 0, 0.9f, // as hot as that, but apart
            0, 0.6f, 0, 0, 0, //
            0, 0, 1, 0.4f, 0, // joined at a corner; 0.4 is less than half
            0, 0, 0.5f, 0, 0);
    assertThat(heat.hottest()).isEqualTo(new HotBox(1 / 5.0, 1 / 4.0, 2 / 5.0, 3 / 4.0));
  }

  @Test
  void halfIsMeasuredFromTheMaximumEvenWhereThatIsBelowOne() {
    assertThat(of(1, 4, 0, 0.2f, 0.4f, 0.19f).hottest()).isEqualTo(new HotBox(0.25, 0, 0.5, 1));
  }

  @Test
  void blankMapHasNoCentreAndNoBox() {
    HeatStatistics heat = of(2, 2, 0, 0, 0, 0);
    assertThat(heat.energy()).isZero();
    assertThat(heat.centreX()).isNaN();
    assertThat(heat.centreY()).isNaN();
    assertThat(heat.border()).isNaN();
    assertThat(heat.hottest()).isNull();
  }

  @Test
  void wholeImageMayBeHot() {
    assertThat(of(2, 2, 1, 1, 1, 1).hottest()).isEqualTo(new HotBox(0, 0, 1, 1));
  }
}
