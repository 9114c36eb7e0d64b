package io.github.gradcam.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.image.codec.ImageFilesTest;
import java.nio.file.Path;
import java.util.Arrays;
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
  void shrinkingGivesTheMeanOfTheAreaUnderEachPixel() throws Exception {
    RgbImage photo = ImageFiles.read(Path.of("data/sea-cliffs.jpg"));
    assertThat(differenceFromAreaMeans(photo, 150, 150)).isLessThanOrEqualTo(1);
    assertThat(differenceFromAreaMeans(photo, 40, 40)).isLessThanOrEqualTo(4); // halved once
  }

  /** The largest, of all pixels and channels. */
  private static double differenceFromAreaMeans(RgbImage image, int width, int height) {
    byte[] pixels = Resize.bilinear(image, width, height).pixels();
    double largest = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double[] mean = areaMean(image, x, y, width, height);
        for (int c = 0; c < 3; c++) {
          int found = pixels[(y * width + x) * 3 + c] & 0xff;
          largest = Math.max(largest, Math.abs(found - mean[c]));
        }
      }
    }
    return largest;
  }

  private static double[] areaMean(RgbImage image, int x, int y, int width, int height) {
    double[] sums = new double[3];
    double stepX = (double) image.width() / width;
    double stepY = (double) image.height() / height;
    for (int row = (int) (y * stepY); row < Math.min(image.height(), (y + 1) * stepY); row++) {
      double rows = Math.min(row + 1, (y + 1) * stepY) - Math.max(row, y * stepY);
      for (int col = (int) (x * stepX); col < Math.min(image.width(), (x + 1) * stepX); col++) {
        double area = rows * (Math.min(col + 1, (x + 1) * stepX) - Math.max(col, x * stepX));
        for (int c = 0; c < 3; c++) {
          sums[c] += area * (image.pixels()[(row * image.width() + col) * 3 + c] & 0xff);
        }
      }
    }
    return Arrays.stream(sums).map(sum -> sum / (stepX * stepY)).toArray();
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

  /** (1 + 2 + 5 + 6) / 4 and (3 + 4 + 7 + 8) / 4; of three to two each covers one and a half. */
  @Test
  void mapIsAveragedOverTheAreaOfEachNewValue() {
    assertThat(Resize.averaged(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 4, 2, 2, 1))
        .containsExactly(3.5f, 5.5f);
    assertThat(Resize.averaged(new float[] {0, 3, 6}, 3, 1, 2, 1)).containsExactly(1, 5);
    assertThat(Resize.averaged(new float[] {1, 2}, 2, 1, 2, 1)).containsExactly(1, 2);
  }

  @Test
  void averagingDoesNotEnlarge() {
    assertThatThrownBy(() -> Resize.averaged(new float[4], 2, 2, 3, 2))
        .hasMessage("Expected a new size of at most 2 x 2, found 3 x 2");
  }
}
