package io.github.gradcam.evaluate.faithfulness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.image.RgbImage;
import java.util.List;
import org.junit.jupiter.api.Test;

class SensitivityTest {

  @Test
  void largestRelativeChangeCounts() {
    float[] map = {3, 4}; // norm 5
    List<float[]> noisy = List.of(new float[] {3, 4}, new float[] {3, 2}, new float[] {4, 4});
    assertThat(Sensitivity.max(map, noisy)).isEqualTo(0.4, within(1e-9));
  }

  @Test
  void mapThatStaysHasNone() {
    assertThat(Sensitivity.max(new float[] {1, 0}, List.of(new float[] {1, 0}))).isZero();
  }

  @Test
  void blankMapHasNothingToCompareWith() {
    assertThat(Sensitivity.max(new float[2], List.of(new float[] {1, 0}))).isNaN();
  }

  @Test
  void noiseStaysWithinItsRadiusAndUsesAllOfIt() {
    RgbImage grey = FlatColour.GREY.picture(30, 30);
    for (RgbImage copy : Sensitivity.noisyCopies(grey, 3, 5, 1)) {
      boolean[] seen = new boolean[11];
      for (byte value : copy.pixels()) {
        assertThat(value & 0xff).isBetween(123, 133);
        seen[(value & 0xff) - 123] = true;
      }
      assertThat(seen).doesNotContain(false);
    }
  }

  @Test
  void noiseEndsAtBlackAndWhite() {
    RgbImage black = new RgbImage(9, 9, new byte[243]);
    for (byte value : Sensitivity.noisyCopies(black, 1, 5, 1).get(0).pixels()) {
      assertThat(value & 0xff).isBetween(0, 5);
    }
  }

  @Test
  void copiesDifferAndOnlyTheSeedDecidesThem() {
    RgbImage grey = FlatColour.GREY.picture(9, 9);
    List<RgbImage> copies = Sensitivity.noisyCopies(grey, 2, 5, 1);
    assertThat(copies.get(0).pixels()).isNotEqualTo(copies.get(1).pixels());
    assertThat(Sensitivity.noisyCopies(grey, 2, 5, 1).get(1).pixels())
        .isEqualTo(copies.get(1).pixels());
    assertThat(Sensitivity.noisyCopies(grey, 2, 5, 2).get(1).pixels())
        .isNotEqualTo(copies.get(1).pixels());
  }

  @Test
  void noCopiesRadiusZeroAndAnotherSizeAreErrors() {
    assertThatThrownBy(() -> Sensitivity.max(new float[2], List.of()))
        .hasMessage("Expected the map of at least 1 noisy copy, found none");
    assertThatThrownBy(() -> Sensitivity.max(new float[2], List.of(new float[3])))
        .hasMessage("Expected maps of one size, found 2 and 3 values");
    assertThatThrownBy(() -> Sensitivity.noisyCopies(FlatColour.GREY.picture(1, 1), 1, 0, 1))
        .hasMessage("Expected a radius of at least 1, found 0");
  }
}
