package io.github.gradcam.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.explain.map.Evidence;
import io.github.gradcam.image.HeatValues;
import org.junit.jupiter.api.Test;

class EvidenceScaleTest {

  private static final double FRAME = 1 / 25.0;

  private final EvidenceScale scale = new EvidenceScale();

  private static Evidence evidence(float... values) {
    return new Evidence(1, values.length, values);
  }

  private float drawn(float peak) {
    return drawn(peak, FRAME);
  }

  private float drawn(float peak, double elapsed) {
    return scale.scaled(evidence(0, peak), elapsed).values()[1];
  }

  private float lastOf(int frames, float peak) {
    float drawn = 0;
    for (int i = 0; i < frames; i++) {
      drawn = drawn(peak);
    }
    return drawn;
  }

  @Test
  void mapKeepsItsShapeAndIsClippedAtOne() {
    scale.calibrate(new float[] {4});
    HeatValues heat = scale.scaled(new Evidence(2, 3, new float[] {0, 1, 2, 3, 4, 5}), FRAME);
    assertThat(heat.values()).containsExactly(0, 0.25f, 0.5f, 0.75f, 1, 1);
    assertThat(heat.width()).isEqualTo(3);
    assertThat(heat.height()).isEqualTo(2);
    assertThat(heat.signed()).isFalse();
  }

  @Test
  void oneSampledFrameInTwentyMayStandOut() {
    float[] peaks = new float[20];
    for (int i = 0; i < 19; i++) {
      peaks[i] = 1 + i % 2;
    }
    peaks[19] = 1000;
    scale.calibrate(peaks);
    assertThat(drawn(1)).isEqualTo(0.5f);
  }

  @Test
  void sampleMayComeInParts() {
    scale.calibrate(new float[] {1});
    scale.calibrate(new float[] {2});
    assertThat(drawn(1)).isEqualTo(0.5f);
  }

  @Test
  void calibratedScaleStaysHoweverLongNothingIsSeen() {
    scale.calibrate(new float[] {10, 0, 0, 0});
    assertThat(lastOf(100_000, 0.5f)).isEqualTo(0.05f);
    assertThat(lastOf(100, 30)).isEqualTo(1);
    assertThat(drawn(5)).isEqualTo(0.5f);
  }

  @Test
  void framesWithoutEvidenceStayEmptyAndCountForNothing() {
    scale.calibrate(new float[] {0, Float.NaN});
    assertThat(drawn(0)).isZero();
    assertThat(drawn(3)).isEqualTo(1);
    assertThat(drawn(0)).isZero();
  }

  @Test
  void liveSourceBeginsWithItsFirstFrames() {
    assertThat(scale.begun()).isFalse();
    scale.begin(new float[] {1, 4, 2});
    assertThat(scale.begun()).isTrue();
    assertThat(drawn(2)).isCloseTo(0.5f, within(0.001f));
  }

  @Test
  void liveScaleFollowsStrongerEvidenceInAQuarterOfASecondByHalf() {
    scale.begin(new float[] {1});
    assertThat(drawn(3, 0.25)).isEqualTo(1);
    assertThat(drawn(2, 1e-9)).isCloseTo(1, within(1e-6f)); // the scale is at 2
  }

  @Test
  void liveScaleFollowsWeakerEvidenceInHalfAMinuteByHalf() {
    scale.begin(new float[] {1});
    assertThat(drawn(0.6f, 30)).isCloseTo(0.75f, within(1e-6f)); // 0.6 of 0.8
  }

  @Test
  void liveSceneWithoutEvidenceStaysQuietHoweverLong() {
    scale.begin(new float[] {1});
    assertThat(lastOf(100_000, 0.1f)).isCloseTo(0.2f, within(1e-6f));
  }
}
