package io.github.gradcam.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PatchesTest {

  @Test
  void everyPixelIsInOnePatchAlsoWhereTheSizeIsNoMultiple() {
    Patches patches = new Patches(7, 3); // columns 0-1, 2-3, 4-6
    int[] times = new int[49];
    for (int patch = 0; patch < patches.count(); patch++) {
      byte[] pixels = new byte[3 + 49 * 3];
      patches.fill(pixels, 3, patch, new byte[] {1, 2, 3});
      assertThat(pixels[0] + pixels[1] + pixels[2]).isZero();
      for (int pixel = 0; pixel < 49; pixel++) {
        if (pixels[3 + pixel * 3] != 0) {
          times[pixel]++;
          assertThat(pixels[3 + pixel * 3 + 2]).isEqualTo((byte) 3);
          int row = Math.min(pixel / 7 / 2, 2);
          int column = Math.min(pixel % 7 / 2, 2);
          assertThat(patch).isEqualTo(row * 3 + column);
        }
      }
    }
    assertThat(times).containsOnly(1);
  }

  @Test
  void sumsAreThoseOfThePatchesPixels() {
    float[] map = new float[49];
    Arrays.fill(map, 1);
    assertThat(new Patches(7, 3).sums(map)).containsExactly(4, 4, 6, 4, 4, 6, 6, 6, 9);
  }

  @Test
  void patchWithoutPixelsIsRefused() {
    assertThatThrownBy(() -> new Patches(3, 4)).hasMessageContaining("Expected 1 to 3 patches");
    assertThatThrownBy(() -> new Patches(3, 0)).hasMessageContaining("found 0");
  }
}
