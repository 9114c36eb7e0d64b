package io.github.gradcam.evaluate.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabelCheckTest {

  /** Four images labelled 0, four labelled 1; the fourth and the last are surely the other. */
  private static final float[] PROBABILITIES = {
    0.9f, 0.1f, //
    0.8f, 0.2f, //
    0.6f, 0.4f, // reaches no threshold
    0.1f, 0.9f, // labelled 0, truly 1
    0.2f, 0.8f, //
    0.3f, 0.7f, //
    0.1f, 0.9f, //
    0.8f, 0.2f, // labelled 1, truly 0
  };

  private static final int[] GIVEN = {0, 0, 0, 0, 1, 1, 1, 1};

  @Test
  void thresholdsCountsAndSuspectsAreThoseByHand() {
    for (LabelPruning pruning : LabelPruning.values()) {
      LabelCheck check = LabelCheck.of(PROBABILITIES, 2, GIVEN, pruning);
      // (0.9 + 0.8 + 0.6 + 0.1) / 4 and (0.8 + 0.7 + 0.9 + 0.2) / 4.
      assertThat(check.thresholds()).containsExactly(new double[] {0.6, 0.65}, within(1e-6));
      // Confident are 3 and 1 of those labelled 0, and 1 and 3 of the others.
      assertThat(check.counts()[0]).containsExactly(new double[] {3, 1}, within(1e-9));
      assertThat(check.counts()[1]).containsExactly(new double[] {1, 3}, within(1e-9));
      assertThat(check.wrongLabels()).isEqualTo(2, within(1e-9));
      List<LabelSuspect> suspects = check.suspects();
      assertThat(suspects).extracting(LabelSuspect::image).containsExactly(3, 7);
      assertThat(suspects).extracting(LabelSuspect::suggested).containsExactly(1, 0);
      assertThat(suspects.get(0).margin()).isEqualTo(-0.8, within(1e-6));
      assertThat(suspects.get(1).margin()).isEqualTo(-0.6, within(1e-6));
    }
  }

  @Test
  void countsAreScaledToTheImagesOfALabel() {
    // One more labelled 0 that is sure of neither: 4 confident of 5 count as 5.
    float[] more = Arrays.copyOf(PROBABILITIES, 18);
    more[16] = 0.5f;
    more[17] = 0.5f;
    int[] given = Arrays.copyOf(GIVEN, 9);
    LabelCheck check = LabelCheck.of(more, 2, given, LabelPruning.BOTH);
    // The threshold of 0 falls to 0.58; all four are confident as before.
    assertThat(check.counts()[0]).containsExactly(new double[] {3.75, 1.25}, within(1e-9));
  }

  @Test
  void imagesWithoutLabelOrNumbersDoNotCount() {
    float[] some = PROBABILITIES.clone();
    some[0] = Float.NaN;
    int[] given = GIVEN.clone();
    given[7] = -1;
    LabelCheck check = LabelCheck.of(some, 2, given, LabelPruning.BY_CLASS);
    assertThat(check.thresholds()).containsExactly(new double[] {0.5, 0.8}, within(1e-6));
    assertThat(check.suspects()).extracting(LabelSuspect::image).containsExactly(3);
  }

  @Test
  void classesThatNoImageIsLabelledAsAreNeverSuggestedByCounts() {
    LabelCheck check = LabelCheck.of(new float[] {0.9f, 0.1f}, 2, new int[] {0}, LabelPruning.BOTH);
    assertThat(check.thresholds()[1]).isNaN();
    assertThat(check.counts()[0]).containsExactly(1, 0);
    assertThat(check.counts()[1]).containsExactly(0, 0);
    assertThat(check.suspects()).isEmpty();
  }

  @Test
  void noImagesHaveNoSuspects() {
    assertThat(LabelCheck.of(new float[0], 3, new int[0], LabelPruning.BOTH).suspects()).isEmpty();
  }

  @Test
  void sizesAndLabelsThatDoNotFitAreRefused() {
    assertThatThrownBy(() -> LabelCheck.of(new float[5], 2, new int[2], LabelPruning.BOTH))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found 5");
    assertThatThrownBy(() -> LabelCheck.of(new float[4], 2, new int[] {0, 2}, LabelPruning.BOTH))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found 2");
  }
}
