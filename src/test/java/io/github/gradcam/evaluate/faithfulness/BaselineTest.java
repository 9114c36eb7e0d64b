package io.github.gradcam.evaluate.faithfulness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gradcam.image.RgbImage;
import org.junit.jupiter.api.Test;

class BaselineTest {

  @Test
  void neutralBaselineHasTheGivenColourEverywhere() {
    RgbImage photo = new RgbImage(2, 1, new byte[6]);
    RgbImage baseline = Baseline.NEUTRAL.of(photo, new FlatColour(124, 117, 200));
    assertThat(baseline.pixels()).containsExactly(124, 117, (byte) 200, 124, 117, (byte) 200);
  }

  @Test
  void blurRemovesStructureOfAFourteenthOfTheSide() {
    int side = 140;
    byte[] pixels = new byte[side * side * 3];
    for (int i = 0; i < pixels.length; i++) {
      int row = i / 3 / side;
      int column = i / 3 % side;
      pixels[i] = (byte) ((row / 10 + column / 10) % 2 * 255); // a chessboard of 14 x 14 fields
    }
    byte[] blurred = Baseline.BLUR.of(new RgbImage(side, side, pixels), FlatColour.GREY).pixels();
    // The period is 2 sigma, so exp(-pi^2) of the contrast is left in each direction: nothing.
    int middle = (side / 2 * side + side / 2) * 3;
    for (int i = middle; i < middle + 90; i++) {
      assertThat(blurred[i] & 0xff).isBetween(125, 130);
    }
  }

  @Test
  void colourOutOfRangeIsAnError() {
    assertThatThrownBy(() -> new FlatColour(0, 256, 0))
        .hasMessage("Expected red, green and blue in 0..255, found 0, 256, 0");
    assertThatThrownBy(() -> new FlatColour(-1, 0, 0)).hasMessageContaining("found -1, 0, 0");
  }
}
