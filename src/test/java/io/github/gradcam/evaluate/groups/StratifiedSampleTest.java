package io.github.gradcam.evaluate.groups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StratifiedSampleTest {

  private static int[] strata(int... sizes) {
    int[] strata = new int[Arrays.stream(sizes).sum()];
    int image = 0;
    for (int stratum = 0; stratum < sizes.length; stratum++) {
      for (int i = 0; i < sizes[stratum]; i++) {
        strata[image++] = stratum;
      }
    }
    return strata;
  }

  @Test
  void strataAreDrawnInProportionButSmallOnesMore() {
    // 50 of each, or all; the other 870 of 10,000 - 130 in proportion: 525.5, 344.5 and none.
    assertThat(StratifiedSample.quotas(new int[] {6012, 3958, 30}, 1000))
        .containsExactly(576, 394, 30);
  }

  @Test
  void samplesHoldWhatTheQuotasSayOnce() {
    int[] strata = strata(6012, 3958, 30);
    int[] sample = StratifiedSample.of(strata, 1000, 3);
    assertThat(sample).hasSize(1000).isSorted().doesNotHaveDuplicates();
    assertThat(Arrays.stream(sample).filter(image -> strata[image] == 2).count()).isEqualTo(30);
    assertThat(Arrays.stream(sample).filter(image -> strata[image] == 0).count()).isEqualTo(576);
    assertThat(StratifiedSample.of(strata, 1000, 3)).isEqualTo(sample);
    assertThat(StratifiedSample.of(strata, 1000, 4)).isNotEqualTo(sample);
  }

  @Test
  void drawsDoNotPreferPlaces() {
    int[] strata = strata(10_000);
    double mean = Arrays.stream(StratifiedSample.of(strata, 2500, 9)).average().orElseThrow();
    // The mean of 2,500 of them deviates by 10,000 / sqrt(12 * 2,500) * sqrt(3 / 4) = 50.
    assertThat(mean).isBetween(4800.0, 5200.0);
  }

  @Test
  void allAreTakenIfTheyFitButThoseOfNoStratum() {
    assertThat(StratifiedSample.of(new int[] {1, -1, 0, 1}, 9, 1)).containsExactly(0, 2, 3);
    assertThat(StratifiedSample.of(new int[] {-1}, 9, 1)).isEmpty();
  }

  @Test
  void moreStrataThanImagesAreCutToTheSize() {
    int[] strata = new int[100];
    Arrays.setAll(strata, i -> i);
    assertThat(StratifiedSample.of(strata, 7, 1)).hasSize(7);
  }

  @Test
  void emptySamplesAreRefused() {
    assertThatThrownBy(() -> StratifiedSample.of(new int[3], 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
