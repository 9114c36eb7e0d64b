package io.github.gradcam.evaluate.algebra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RowProductsTest {

  @Test
  void tilesHoldAllInnerProductsWhateverTheSizes() {
    for (int width : new int[] {1, 4, 6}) {
      int count = RowProducts.TILE + 3;
      float[] values = new float[count * width];
      Random random = new Random(width);
      for (int i = 0; i < values.length; i++) {
        values[i] = random.nextFloat() - 0.5f;
      }
      RowProducts products = new RowProducts(values, width);
      assertThat(products.tiles()).isEqualTo(2);
      float[][] tile = new float[RowProducts.ROWS][RowProducts.TILE];
      products.multiply(128, 1, tile);
      for (int a = 128; a < count; a++) {
        for (int b = 128; b < count; b++) {
          float expected = 0;
          for (int d = 0; d < width; d++) {
            expected += values[a * width + d] * values[b * width + d];
          }
          assertThat(tile[a - 128][b - 128]).isEqualTo(expected, within(1e-6f));
        }
        assertThat(tile[a - 128][3]).isZero();
      }
    }
  }

  @Test
  void rowsThatDoNotFitAreRefused() {
    assertThatThrownBy(() -> new RowProducts(new float[7], 2))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
