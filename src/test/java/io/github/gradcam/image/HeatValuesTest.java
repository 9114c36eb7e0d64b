package io.github.gradcam.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;

class HeatValuesTest {

  private static final float[] ODD = {Float.NaN, -3, 7, -0.5f};

  @Test
  void unsignedValuesAreHeldInZeroToOneAndNanIsZero() {
    assertThat(held(new HeatValues(ODD, 2, 2, false))).containsExactly(0, 0, 1, 0);
  }

  @Test
  void signedValuesAreHeldInMinusOneToOneAndNanIsZero() {
    assertThat(held(new HeatValues(ODD, 2, 2, true))).containsExactly(0, -1, 1, -0.5f);
  }

  @Test
  void resizingIsBilinearBetweenPixelCentres() {
    // Centres of four pixels over two: -0.25, 0.25, 0.75, 1.25 of the way.
    try (Mat wide = new HeatValues(new float[] {-1, 1}, 2, 1, true).resized(4, 1)) {
      assertThat(MatPixels.floats(wide)).containsExactly(-1, -0.5f, 0.5f, 1);
    }
  }

  @Test
  void mapOfAnotherSizeThanItsValuesIsAnError() {
    assertThatThrownBy(() -> new HeatValues(new float[5], 2, 3, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Expected a map of 2 x 3 values, found 5");
    assertThatThrownBy(() -> new HeatValues(new float[0], 0, 3, false))
        .hasMessage("Expected a map of 0 x 3 values, found 0");
  }

  private static float[] held(HeatValues heat) {
    try (Mat same = heat.resized(heat.width(), heat.height())) {
      return MatPixels.floats(same);
    }
  }
}
