package io.github.gradcam.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class BatchSizerTest {

  /** Runs until the size is found; the sizes that were tried. */
  private static List<Integer> sizes(BatchSizer sizer, IntToDoubleFunction imagesASecond) {
    List<Integer> sizes = new ArrayList<>();
    for (int run = 0; run < 1000 && !sizer.settled(); run++) {
      int size = sizer.size();
      if (sizes.isEmpty() || sizes.get(sizes.size() - 1) != size) {
        sizes.add(size);
      }
      sizer.measured(size, size / imagesASecond.applyAsDouble(size));
    }
    return sizes;
  }

  @Test
  void sizeDoublesWhileTheNetworkGetsFasterAndStaysAtTheBest() {
    BatchSizer sizer = BatchSizer.growing(8, 512);
    assertThat(sizes(sizer, size -> size <= 32 ? 10 * size : 320)).containsExactly(8, 16, 32, 64);
    assertThat(sizer.size()).isEqualTo(32);
  }

  @Test
  void gainOfTwoPercentIsNotWorthTwiceTheMemory() {
    BatchSizer sizer = BatchSizer.growing(8, 512);
    sizes(sizer, size -> size == 8 ? 100 : 102);
    assertThat(sizer.size()).isEqualTo(8);
  }

  @Test
  void sizeEndsAtTheMost() {
    BatchSizer sizer = BatchSizer.growing(8, 40);
    assertThat(sizes(sizer, size -> size)).containsExactly(8, 16, 32);
    assertThat(sizer.size()).isEqualTo(32);
  }

  @Test
  void firstRunAtASizeIsNotCountedAsItPreparesTheDevice() {
    BatchSizer sizer = BatchSizer.growing(8, 16);
    sizer.measured(8, 100);
    for (int i = 0; i < 3; i++) {
      sizer.measured(8, 0.5);
    }
    assertThat(sizer.size()).isEqualTo(16);
    sizer.measured(16, 100);
    for (int i = 0; i < 3; i++) {
      sizer.measured(16, 0.5);
    }
    assertThat(sizer.settled()).isTrue();
    assertThat(sizer.size()).isEqualTo(16);
  }

  @Test
  void runOfAnotherSizeTellsNothing() {
    BatchSizer sizer = BatchSizer.growing(8, 512);
    for (int i = 0; i < 100; i++) {
      sizer.measured(5, 1);
    }
    assertThat(sizer.size()).isEqualTo(8);
    assertThat(sizer.settled()).isFalse();
  }

  @Test
  void exhaustedMemoryHalvesTheSizeForGood() {
    BatchSizer sizer = BatchSizer.growing(8, 512);
    sizes(sizer, size -> size);
    assertThat(sizer.size()).isEqualTo(512);
    sizer.exhausted(512);
    assertThat(sizer.size()).isEqualTo(256);
    sizer.exhausted(256);
    assertThat(sizer.size()).isEqualTo(128);
    assertThat(sizer.settled()).isTrue();
  }

  @Test
  void fixedSizeStaysUnlessItDoesNotFit() {
    BatchSizer sizer = BatchSizer.fixed(10);
    sizer.measured(10, 1);
    assertThat(sizer.size()).isEqualTo(10);
    sizer.exhausted(10);
    assertThat(sizer.size()).isEqualTo(5);
    sizer.exhausted(1);
    assertThat(sizer.size()).isEqualTo(1);
  }
}
