package io.github.gradcam.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TargetsTest {

  @Test
  void withoutSmoothingTheClassHasAll() {
    assertThat(Targets.of(new int[] {1, 0}, 3, 0))
        .isDeepEqualTo(new float[][] {{0, 1, 0}, {1, 0, 0}});
  }

  @Test
  void smoothingSpreadsItsShareOverAllClasses() {
    // 0.2 / 4 = 0.05 for each, and 0.8 more for the class
    assertThat(Targets.of(new int[] {2}, 4, 0.2f)[0])
        .containsExactly(new float[] {0.05f, 0.05f, 0.85f, 0.05f}, within(1e-6f));
  }
}
