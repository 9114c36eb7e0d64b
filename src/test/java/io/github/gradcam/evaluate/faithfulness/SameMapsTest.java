package io.github.gradcam.evaluate.faithfulness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SameMapsTest {

  @Test
  void mapsThatDifferByRoundingAloneAreTheSameAsTheFirst() {
    float[] map = {0, 0.5f, 1};
    float[] rounded = {1e-6f, 0.5f, 1};
    float[] other = {0, 0.501f, 1};
    assertThat(SameMaps.of(List.of(map, other, rounded, other))).containsExactly(0, 1, 0, 1);
  }

  @Test
  void mapWithNaNIsLikeNoOther() {
    float[] broken = {Float.NaN, 1};
    assertThat(SameMaps.of(List.of(broken, broken))).containsExactly(0, 1);
  }
}
