package io.github.gradcam.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gradcam.image.codec.ImageFilesTest;
import org.junit.jupiter.api.Test;

class ColormapTest {

  @Test
  void viridisGoesFromVioletToYellow() {
    RgbImage ends = Colormap.VIRIDIS.apply(row(0, 1));
    ImageFilesTest.assertPixel(ends, 0, 0, 68, 1, 84, 1); // matplotlib's ends
    ImageFilesTest.assertPixel(ends, 1, 0, 253, 231, 37, 1);
  }

  @Test
  void jetEndsInRedNotBlue() {
    ImageFilesTest.assertPixel(Colormap.JET.apply(row(1)), 0, 0, 128, 0, 0, 1);
  }

  @Test
  void valuesThatAreNotInRangeAreHeldThere() {
    RgbImage image =
        Colormap.GRAY.apply(
            row(Float.NaN, -3, 7, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY));
    assertThat(image.pixels())
        .isEqualTo(ImageFilesTest.bytes(0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 255, 255, 0, 0, 0));
  }

  /** Expected values: Moreland's formula with mid point Msh = (88, 0, 0), computed apart. */
  @Test
  void coolwarmIsMorelands() {
    RgbImage image =
        Colormap.COOLWARM.apply(new HeatValues(new float[] {-1, -0.5f, 0, 0.5f, 1}, 5, 1, true));
    ImageFilesTest.assertPixel(image, 0, 0, 59, 76, 192, 0);
    ImageFilesTest.assertPixel(image, 1, 0, 141, 176, 254, 2);
    ImageFilesTest.assertPixel(image, 2, 0, 221, 221, 221, 1);
    ImageFilesTest.assertPixel(image, 3, 0, 244, 154, 123, 2);
    ImageFilesTest.assertPixel(image, 4, 0, 180, 4, 38, 0);
  }

  @Test
  void coolwarmOfAnUnsignedMapStartsAtGrey() {
    RgbImage image = Colormap.COOLWARM.apply(row(0, 1, -1));
    ImageFilesTest.assertPixel(image, 0, 0, 221, 221, 221, 1);
    ImageFilesTest.assertPixel(image, 1, 0, 180, 4, 38, 0);
    ImageFilesTest.assertPixel(image, 2, 0, 221, 221, 221, 1);
  }

  @Test
  void colormapsAreFoundByName() {
    assertThat(Colormap.of("Turbo")).isEqualTo(Colormap.TURBO).hasToString("turbo");
    assertThatThrownBy(() -> Colormap.of("hot"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Expected a colormap of viridis, turbo, jet, inferno, magma, gray, coolwarm, found \"hot\"");
  }

  private static HeatValues row(float... values) {
    return new HeatValues(values, values.length, 1, false);
  }
}
