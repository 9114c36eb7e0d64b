package io.github.gradcam.explain.map;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeatGridTest {

  private static Heatmap map(int height, int width, float[] values) {
    return new Heatmap(height, width, values, Diagnosis.OK);
  }

  @Test
  void cellIsTheMeanOfItsPixels() {
    float[] values = new float[32 * 32];
    values[0] = 1; // of the 2 x 2 pixels of the first cell
    values[31 * 32 + 31] = 1;
    values[31 * 32 + 30] = 1;
    byte[] grid = HeatGrid.of(map(32, 32, values));
    assertThat(grid).hasSize(256);
    assertThat(grid[0] & 0xff).isEqualTo(64); // 255 / 4
    assertThat(grid[255] & 0xff).isEqualTo(128); // 255 / 2
    assertThat(grid[1]).isZero();
  }

  @Test
  void smallMapRepeatsItsPixels() {
    byte[] grid = HeatGrid.of(map(2, 2, new float[] {1, 0, 0.2f, 0}));
    assertThat(grid[0] & 0xff).isEqualTo(255);
    assertThat(grid[7 * 16 + 7] & 0xff).isEqualTo(255);
    assertThat(grid[7 * 16 + 8]).isZero();
    assertThat(grid[8 * 16] & 0xff).isEqualTo(51);
  }

  @Test
  void everyPixelCountsOnceWhereSidesAreNoMultiples() {
    float[] values = new float[150 * 150];
    java.util.Arrays.fill(values, 1);
    for (byte cell : HeatGrid.of(map(150, 150, values))) {
      assertThat(cell & 0xff).isEqualTo(255);
    }
  }

  /** Between two places it goes evenly, at the borders it stays; a sign stays too. */
  @Test
  void signedMapKeepsItsUnit() {
    float[] grid = HeatGrid.of(new SignedMap(1, 2, new float[] {-8, 24}), 32);
    assertThat(grid).hasSize(256);
    assertThat(grid[0]).isEqualTo(-8);
    assertThat(grid[15]).isEqualTo(24);
    assertThat((grid[7] + grid[8]) / 2).isEqualTo(8);
  }
}
