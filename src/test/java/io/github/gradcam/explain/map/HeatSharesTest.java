package io.github.gradcam.explain.map;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeatSharesTest {

  /** Of a sum of 10: below 1 lies nothing, below 3 lie three ones, below 4 those and the 3. */
  @Test
  void valueBecomesTheShareOfTheHeatInCoolerPlaces() {
    assertThat(HeatShares.of(new float[] {1, 3, 0, 4, 1, 1}))
        .containsExactly(0, 0.3f, 0, 0.6f, 0, 0);
  }

  @Test
  void mapsOfAnyUnitHaveOneScale() {
    assertThat(HeatShares.of(new float[] {100, 300, 0, 400, 100, 100}))
        .containsExactly(HeatShares.of(new float[] {1, 3, 0, 4, 1, 1}));
  }

  @Test
  void mapWithoutHeatHasNone() {
    assertThat(HeatShares.of(new float[3])).containsExactly(0, 0, 0);
  }
}
