package io.github.gradcam.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BlurTest {

  @Test
  void flatImageStaysAsItIs() {
    byte[] pixels = new byte[6 * 4 * 3];
    Arrays.fill(pixels, (byte) 200);
    RgbImage blurred = Blur.gaussian(new RgbImage(6, 4, pixels), 2);
    assertThat(blurred.width()).isEqualTo(6);
    assertThat(blurred.pixels()).isEqualTo(pixels);
  }

  @Test
  void whitePointBecomesTheGaussian() {
    byte[] pixels = new byte[21 * 21 * 3];
    Arrays.fill(pixels, (10 * 21 + 10) * 3, (10 * 21 + 11) * 3, (byte) 255);
    byte[] blurred = Blur.gaussian(new RgbImage(21, 21, pixels), 1).pixels();
    // 255 / (2 pi) in the middle, times exp(-1/2) one pixel beside it
    assertThat(blurred[(10 * 21 + 10) * 3]).isCloseTo((byte) 41, within((byte) 1));
    assertThat(blurred[(10 * 21 + 11) * 3 + 1]).isCloseTo((byte) 25, within((byte) 1));
    assertThat(blurred[(11 * 21 + 10) * 3 + 2]).isCloseTo((byte) 25, within((byte) 1));
  }

  @Test
  void sigmaOfZeroIsAnError() {
    RgbImage image = new RgbImage(1, 1, new byte[3]);
    assertThatThrownBy(() -> Blur.gaussian(image, 0))
        .hasMessage("Expected a sigma above 0, found 0.0");
  }
}
