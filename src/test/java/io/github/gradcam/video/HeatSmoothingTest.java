package io.github.gradcam.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.image.HeatValues;
import org.junit.jupiter.api.Test;

class HeatSmoothingTest {

  private final HeatSmoothing smoothing = new HeatSmoothing(new HalfLife(0.2));

  private static HeatValues map(float... values) {
    return new HeatValues(values, values.length, 1, false);
  }

  private float[] smoothed(double elapsed, boolean cut, float... values) {
    return smoothing.smoothed(map(values), elapsed, cut).values();
  }

  @Test
  void pastCountsHalfAfterTheHalfLife() {
    assertThat(smoothed(0.2, true, 1, 0)).containsExactly(1, 0);
    assertThat(smoothed(0.2, false, 0, 1)).containsExactly(new float[] {0.5f, 0.5f}, within(1e-6f));
    assertThat(smoothed(0.4, false, 1, 1))
        .containsExactly(new float[] {0.875f, 0.875f}, within(1e-6f));
  }

  @Test
  void manySmallStepsAreAsOneLargeStep() {
    smoothed(1, true, 1);
    float[] small = {};
    for (int i = 0; i < 10; i++) {
      small = smoothed(0.02, false, 0);
    }
    assertThat(small[0]).isCloseTo(0.5f, within(1e-5f));
  }

  @Test
  void newSceneAndAnotherSizeBeginAnew() {
    smoothed(0.2, true, 1, 1);
    assertThat(smoothed(0.2, true, 0, 0)).containsExactly(0, 0);
    assertThat(smoothed(0.2, false, 1, 1, 1)).containsExactly(1, 1, 1);
    HeatValues upright = new HeatValues(new float[] {0, 0, 0}, 1, 3, false);
    assertThat(smoothing.smoothed(upright, 0.2, false)).isSameAs(upright);
  }

  @Test
  void halfLifeOfZeroLeavesMapsAsTheyAre() {
    HeatSmoothing off = new HeatSmoothing(new HalfLife(0));
    off.smoothed(map(1), 0.04, true);
    assertThat(off.smoothed(map(0.25f), 0.04, false).values()).containsExactly(0.25f);
  }

  @Test
  void placeThatIsNoNumberRecovers() {
    smoothed(0.2, true, Float.NaN);
    assertThat(smoothed(0.2, false, 1)).containsExactly(0.5f);
  }

  @Test
  void negativeHalfLifeIsRefused() {
    assertThatThrownBy(() -> new HalfLife(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Expected a half-life of 0 seconds or more, found -1.0");
  }

  @Test
  void clockThatStandsStillOrGoesBackAdvancesByAUsualFrame() {
    FrameAnalysis.Steps steps = new FrameAnalysis.Steps();
    assertThat(steps.since(5)).isEqualTo(FrameAnalysis.Steps.USUAL);
    assertThat(steps.since(5.5)).isEqualTo(0.5);
    assertThat(steps.since(5.5)).isEqualTo(FrameAnalysis.Steps.USUAL);
    assertThat(steps.since(0)).isEqualTo(FrameAnalysis.Steps.USUAL);
    assertThat(steps.since(0.25)).isEqualTo(0.25);
    assertThat(steps.since(Double.NaN)).isEqualTo(FrameAnalysis.Steps.USUAL);
  }
}
