package io.github.gradcam.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gradcam.image.codec.ImageFilesTest;
import org.junit.jupiter.api.Test;

class WarpTest {

  private static final RgbImage RAMP = grey(3, 1, 10, 20, 30);

  @Test
  void identityKeepsPixels() {
    assertThat(new Warp(1, 0, 0, 0, 1, 0, 1, 0).apply(RAMP, 3, 1).pixels())
        .isEqualTo(RAMP.pixels());
  }

  @Test
  void matrixLeadsFromOutputToInput() {
    // Output x takes input x + 1; the border repeats.
    assertThat(red(new Warp(1, 0, 1, 0, 1, 0, 1, 0).apply(RAMP, 3, 1))).containsExactly(20, 30, 30);
    assertThat(red(new Warp(-1, 0, 2, 0, 1, 0, 1, 0).apply(RAMP, 3, 1)))
        .containsExactly(30, 20, 10);
    assertThat(red(new Warp(0, 1, 0, 1, 0, 0, 1, 0).apply(RAMP, 1, 3))).containsExactly(10, 20, 30);
  }

  @Test
  void valuesBetweenPixelsAreInterpolated() {
    assertThat(red(new Warp(1, 0, 0.5, 0, 1, 0, 1, 0).apply(RAMP, 2, 1))).containsExactly(15, 25);
  }

  @Test
  void gainAndBiasAreHeldInRange() {
    assertThat(red(new Warp(1, 0, 0, 0, 1, 0, 10, 5).apply(RAMP, 3, 1)))
        .containsExactly(105, 205, 255);
    assertThat(red(new Warp(1, 0, 0, 0, 1, 0, 1, -20).apply(RAMP, 3, 1))).containsExactly(0, 0, 10);
  }

  @Test
  void channelsStayApart() {
    RgbImage pixel = new RgbImage(1, 1, ImageFilesTest.bytes(1, 2, 3));
    assertThat(new Warp(1, 0, 0, 0, 1, 0, 1, 0).apply(pixel, 1, 1).pixels())
        .containsExactly(1, 2, 3);
  }

  private static RgbImage grey(int width, int height, int... values) {
    byte[] pixels = new byte[values.length * 3];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) values[i / 3];
    }
    return new RgbImage(width, height, pixels);
  }

  private static int[] red(RgbImage image) {
    int[] values = new int[image.width() * image.height()];
    for (int i = 0; i < values.length; i++) {
      values[i] = image.pixels()[3 * i] & 0xff;
    }
    return values;
  }
}
