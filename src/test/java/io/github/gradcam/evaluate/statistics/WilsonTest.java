package io.github.gradcam.evaluate.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class WilsonTest {

  @Test
  void intervalsAreThoseOfNewcombe() {
    // Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine
    // 17, 1998, table I, method 3: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
    check(81, 263, 0.2553, 0.3662);
    check(15, 148, 0.0624, 0.1605);
    check(0, 20, 0, 0.1611);
    check(1, 29, 0.0061, 0.1718);
  }

  private static void check(int hits, int images, double low, double high) {
    Interval interval = Wilson.share(hits, images);
    assertThat(interval.low()).isEqualTo(low, within(5e-5));
    assertThat(interval.high()).isEqualTo(high, within(5e-5));
    assertThat(interval.mean()).isEqualTo((double) hits / images);
    assertThat(interval.pictures()).isEqualTo(images);
  }

  @Test
  void sharesOfNoneAndAllEndAtZeroAndOne() {
    assertThat(Wilson.share(0, 7).low()).isEqualTo(0);
    assertThat(Wilson.share(7, 7).high()).isEqualTo(1);
    assertThat(Wilson.share(7, 7).low()).isEqualTo(1 - Wilson.share(0, 7).high(), within(1e-12));
  }

  @Test
  void noImagesHaveNoInterval() {
    assertThat(Wilson.share(0, 0)).isEqualTo(Interval.NONE);
  }

  @Test
  void moreHitsThanImagesAreRefused() {
    assertThatThrownBy(() -> Wilson.share(4, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found 4");
    assertThatThrownBy(() -> Wilson.share(-1, 3)).isInstanceOf(IllegalArgumentException.class);
  }
}
