package io.github.gradcam.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.explain.map.Diagnosis;
import io.github.gradcam.image.HeatValues;
import org.junit.jupiter.api.Test;

class TimelineTest {

  private static final HeatValues HEAT = new HeatValues(new float[1], 1, 1, false);

  private final Timeline timeline = new Timeline();

  private void add(double seconds, int shown, boolean cut, float... probabilities) {
    timeline.add(
        seconds, new FrameAnswer(probabilities, shown, 0.5f, HEAT, 0, Diagnosis.OK, true, cut));
  }

  @Test
  void fewFramesAreKeptAsTheyAre() {
    add(0, 0, true, 0.75f, 0.25f);
    add(0.5, 0, false, 0.5f, 0.5f);
    add(2, 1, true, 0.25f, 0.75f);
    assertThat(timeline.seconds()).containsExactly(0, 0.5, 2);
    assertThat(timeline.classes()).containsExactly(0, 1);
    assertThat(timeline.probabilities(1)).containsExactly(0.25, 0.5, 0.75);
    assertThat(timeline.cuts()).containsExactly(2);
  }

  @Test
  void emptyTimelineHasNothing() {
    assertThat(timeline.seconds()).isEmpty();
    assertThat(timeline.classes()).isEmpty();
    assertThat(timeline.cuts()).isEmpty();
  }

  @Test
  void neighboursAreMergedWhenAllPointsAreTaken() {
    for (int i = 0; i <= Timeline.POINTS; i++) {
      add(i, 0, i == 0 || i == 5, i % 2 == 0 ? 1 : 0.5f, 0);
    }
    double[] seconds = timeline.seconds();
    assertThat(seconds).hasSize(Timeline.POINTS / 2 + 1);
    assertThat(seconds[0]).isEqualTo(0.5);
    assertThat(seconds[1]).isEqualTo(2.5);
    assertThat(seconds[seconds.length - 1]).isEqualTo(Timeline.POINTS);
    assertThat(timeline.probabilities(0)[0]).isCloseTo(0.75, within(1e-6));
    assertThat(timeline.probabilities(0)[seconds.length - 1]).isEqualTo(1);
    assertThat(timeline.cuts()).containsExactly(5);
  }

  @Test
  void theFirstSceneIsNoCutWhereverTheVideoBegins() {
    add(70, 0, true, 1, 0);
    add(70.1, 0, false, 1, 0);
    assertThat(timeline.cuts()).isEmpty();
  }

  @Test
  void dayOfFramesStaysBoundedAndInOrder() {
    int frames = 24 * 3600 * 5;
    for (int i = 0; i < frames; i++) {
      add(i / 5.0, 0, false, 0.5f, 0.25f);
    }
    double[] seconds = timeline.seconds();
    assertThat(seconds.length).isBetween(Timeline.POINTS / 2, Timeline.POINTS);
    assertThat(seconds).isSorted();
    assertThat(seconds[0]).isLessThan(120);
    assertThat(seconds[seconds.length - 1]).isGreaterThan(24 * 3600 - 120);
    for (double probability : timeline.probabilities(1)) {
      assertThat(probability).isCloseTo(0.25, within(1e-5));
    }
  }

  @Test
  void manyThousandClassesHaveFewerPoints() {
    float[] many = new float[40_000];
    for (int i = 0; i < 150; i++) {
      add(i, 3, false, many);
    }
    assertThat(timeline.seconds().length).isBetween(50, 100);
  }

  @Test
  void classesShownComeFirstThenTheLikelyAndTheRestIsLeftOut() {
    add(0, 2, true, 0.1f, 0.3f, 0.4f, 0.19f, 0);
    add(1, 0, false, 0.1f, 0.2f, 0.4f, 0.19f, 0);
    add(2, 2, false, 0.1f, 0.2f, 0.4f, 0.19f, 0);
    assertThat(timeline.classes()).containsExactly(2, 0, 1);
  }

  @Test
  void eightClassesAreTold() {
    for (int i = 0; i < 12; i++) {
      float[] probabilities = new float[12];
      probabilities[i] = 0.3f + i / 100f;
      add(i, 11, false, probabilities);
    }
    assertThat(timeline.classes()).containsExactly(11, 10, 9, 8, 7, 6, 5, 4);
  }

  @Test
  void framesWithoutNumbersLeaveAGapButDoNotSpoilAMean() {
    add(0, 0, false, Float.NaN, 1);
    add(1, 0, false, 0.5f, 0.5f);
    assertThat(timeline.probabilities(0)).containsExactly(Double.NaN, 0.5);
    for (int i = 2; i <= Timeline.POINTS; i++) {
      add(i, 0, false, 0.5f, 0.5f);
    }
    assertThat(timeline.probabilities(0)[0]).isEqualTo(0.5);
  }

  @Test
  void anotherNumberOfClassesIsRefused() {
    add(0, 0, true, 1, 0);
    assertThatThrownBy(() -> add(1, 0, false, 1, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Expected probabilities of 2 classes, found 3");
  }
}
