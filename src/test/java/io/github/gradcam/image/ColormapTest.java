package io.github.gradcam.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ColormapTest {

  @Test
  void viridisGoesFromVioletToYellow() {
    RgbImage ends = Colormap.VIRIDIS.apply(new float[] {0, 1}, 2, 1);
    ImageFilesTest.assertPixel(ends, 0, 0, 68, 1, 84, 1); // matplotlib's ends
    ImageFilesTest.assertPixel(ends, 1, 0, 253, 231, 37, 1);
  }

  @Test
  void jetEndsInRedNotBlue() {
    ImageFilesTest.assertPixel(Colormap.JET.apply(new float[] {1}, 1, 1), 0, 0, 128, 0, 0, 1);
  }

  @Test
  void valuesThatAreNotInRangeAreHeldThere() {
    float[] odd = {Float.NaN, -3, 7, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};
    RgbImage image = Colormap.GRAY.apply(odd, 5, 1);
    assertThat(image.pixels())
        .isEqualTo(ImageFilesTest.bytes(0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 255, 255, 0, 0, 0));
  }

  @Test
  void colormapsAreFoundByName() {
    assertThat(Colormap.of("Turbo")).isEqualTo(Colormap.TURBO).hasToString("turbo");
    assertThatThrownBy(() -> Colormap.of("hot"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Expected a colormap of viridis, turbo, jet, inferno, magma, gray, found \"hot\"");
  }
}
