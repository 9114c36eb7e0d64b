package io.github.gradcam.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.image.codec.ImageFilesTest;
import org.junit.jupiter.api.Test;

class ResizeTest {

  @Test
  void mapIsInterpolatedBetweenHalfPixelCentres() {
    // Output centres 0.25, 0.75, 1.25, 1.75 of the input lie at -0.25, 0.25, 0.75, 1.25 pixels.
    float[] wide = Resize.bilinear(new float[] {0, 1}, 2, 1, 4, 1);
    assertThat(wide).containsExactly(new float[] {0, 0.25f, 0.75f, 1}, within(1e-6f));
  }

  @Test
  void mapGrowsDownwardsToo() {
    float[] tall = Resize.bilinear(new float[] {0, 1}, 1, 2, 2, 4);
    assertThat(tall)
        .containsExactly(new float[] {0, 0, 0.25f, 0.25f, 0.75f, 0.75f, 1, 1}, within(1e-6f));
  }

  @Test
  void imageIsInterpolated() {
    RgbImage image = new RgbImage(2, 1, ImageFilesTest.bytes(0, 100, 200, 200, 100, 0));
    RgbImage wide = Resize.bilinear(image, 4, 1);
    assertThat(wide.pixels())
        .isEqualTo(ImageFilesTest.bytes(0, 100, 200, 50, 100, 150, 150, 100, 50, 200, 100, 0));
  }

  @Test
  void strongShrinkingAverages() {
    byte[] stripes = new byte[9 * 9 * 3];
    for (int i = 0; i < stripes.length; i++) {
      stripes[i] = (byte) (i / 3 % 9 % 3 == 1 ? 240 : 0); // every third column is light
    }
    RgbImage small = Resize.bilinear(new RgbImage(9, 9, stripes), 3, 3);
    assertThat(small.pixels()).containsOnly(80);
  }

  @Test
  void sameSizeIsTheSameImage() {
    RgbImage image = new RgbImage(1, 1, new byte[3]);
    assertThat(Resize.bilinear(image, 1, 1)).isSameAs(image);
  }

  @Test
  void wrongSizesAreErrors() {
    RgbImage image = new RgbImage(1, 1, new byte[3]);
    assertThatThrownBy(() -> Resize.bilinear(image, 0, 5)).hasMessageContaining("found 0 x 5");
    assertThatThrownBy(() -> Resize.bilinear(new float[3], 2, 2, 4, 4))
        .hasMessageContaining("Expected a map of 2 x 2 values, found 3");
  }
}
