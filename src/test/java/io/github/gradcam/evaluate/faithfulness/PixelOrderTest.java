package io.github.gradcam.evaluate.faithfulness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PixelOrderTest {

  @Test
  void hottestPixelComesFirst() {
    float[] heat = {0.25f, 1, 0, 0.5f, 1e-30f};
    assertThat(PixelOrder.byFallingHeat(heat, 1)).containsExactly(1, 3, 0, 4, 2);
  }

  @Test
  void blankMapIsAPermutationThatOnlyTheSeedDecides() {
    float[] blank = new float[1000];
    int[] order = PixelOrder.byFallingHeat(blank, 7);
    assertThat(order).isEqualTo(PixelOrder.byFallingHeat(blank, 7));
    assertThat(order).isNotEqualTo(PixelOrder.byFallingHeat(blank, 8));
    int[] sorted = order.clone();
    Arrays.sort(sorted);
    assertThat(order).isNotEqualTo(sorted);
    assertThat(sorted).startsWith(0, 1, 2).endsWith(999).doesNotHaveDuplicates();
    // Half of the first half of a random order lies in the first half of the image.
    assertThat(Arrays.stream(order, 0, 500).filter(pixel -> pixel < 500).count())
        .isBetween(200L, 300L);
  }

  @Test
  void tiesAreBrokenAmongThemselvesOnly() {
    float[] heat = {0.5f, 0.5f, 0.9f, 0.5f, 0.1f};
    int[] order = PixelOrder.byFallingHeat(heat, 3);
    assertThat(order[0]).isEqualTo(2);
    assertThat(Arrays.copyOfRange(order, 1, 4)).containsExactlyInAnyOrder(0, 1, 3);
    assertThat(order[4]).isEqualTo(4);
  }

  @Test
  void noNumberAndNegativeZeroCountAsZero() {
    float[] heat = {Float.NaN, 0.1f, -0.0f};
    assertThat(PixelOrder.byFallingHeat(heat, 1)[0]).isEqualTo(1);
  }

  @Test
  void noPixelsHaveAnEmptyOrder() {
    assertThat(PixelOrder.byFallingHeat(new float[0], 1)).isEmpty();
  }
}
