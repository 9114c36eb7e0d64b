package io.github.gradcam.explain.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BilinearTest {

  @Test
  void alignedCornersKeepTheirValues() {
    // columns 0, 1/2, 1 of rows 0 and 1; the row between is their mean
    float[] enlarged = new float[9];
    Bilinear.cornersAligned(2, 2, 3, 3).resize(new float[] {0, 2, 4, 10}, enlarged);
    assertThat(enlarged).containsExactly(0, 1, 2, 2, 4, 6, 4, 7, 10);
  }

  @Test
  void halfPixelCentresRepeatTheBorder() {
    // centres of four pixels lie at -1/4, 1/4, 3/4 and 5/4 of the two
    float[] enlarged = new float[4];
    Bilinear.halfPixelCentres(1, 2, 1, 4).resize(new float[] {0, 4}, enlarged);
    assertThat(enlarged).containsExactly(new float[] {0, 1, 3, 4}, within(1e-6f));
  }

  @Test
  void onePlaceFillsTheImage() {
    float[] enlarged = new float[6];
    Bilinear.cornersAligned(1, 1, 2, 3).resize(new float[] {7}, enlarged);
    assertThat(enlarged).containsOnly(7);
    Bilinear.halfPixelCentres(1, 1, 2, 3).resize(new float[] {8}, enlarged);
    assertThat(enlarged).containsOnly(8);
  }

  @Test
  void sizeOfOnePixelTakesTheFirstPlace() {
    float[] one = new float[1];
    Bilinear.cornersAligned(2, 2, 1, 1).resize(new float[] {5, 6, 7, 8}, one);
    assertThat(one).containsExactly(5);
  }
}
