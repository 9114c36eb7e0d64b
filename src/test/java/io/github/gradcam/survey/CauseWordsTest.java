package io.github.gradcam.survey;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gradcam.evaluate.causes.CauseVerdict;
import io.github.gradcam.evaluate.causes.Doubt;
import io.github.gradcam.evaluate.causes.Outside;
import io.github.gradcam.evaluate.causes.TriedCause;
import io.github.gradcam.evaluate.statistics.Bootstrap;
import io.github.gradcam.evaluate.statistics.Interval;
import io.github.gradcam.report.dataset.TestedCause;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CauseWordsTest {

  private static final String COMPARED =
      " The same place of ordinary images does so for 0 %, their own evidence for 50 %.";

  private static Interval share(double... outcomes) {
    return Bootstrap.mean(outcomes, 1);
  }

  /** A region that makes all hosts the class, where chance makes none. */
  private static TestedCause cause(double q, Doubt... doubts) {
    TriedCause tried =
        new TriedCause(
            TriedCause.Kind.TRANSPLANT,
            share(1, 1),
            share(0, 0),
            share(0, 1),
            share(0, 0),
            share(1, 1),
            share(0, 1),
            share(1, 1),
            0.001,
            0.2,
            8);
    CauseVerdict.Judged judged =
        new CauseVerdict.Judged(tried, q, Set.of(doubts), q <= 0.05 && doubts.length > 1);
    CauseVerdict verdict = new CauseVerdict(new Outside(Interval.NONE), List.of(), List.of(judged));
    return CauseWords.of(verdict, "sea").get(0);
  }

  @Test
  void shortcutSaysWhatSpeaksAgainstIt() {
    TestedCause both = cause(0.01, Doubt.ERRORS, Doubt.STRENGTH);
    assertThat(both.verdict()).isEqualTo(TestedCause.Verdict.SHORTCUT);
    assertThat(both.statement()).isEqualTo("The hot region alone makes an image sea.");
    assertThat(both.reason())
        .isEqualTo(
            "The group is wrong more often than others with its answer, and it acts more than the evidence of ordinary images on the same area."
                + COMPARED);
  }

  @Test
  void regionThatActsAndMayBeRightlySoSaysWhy() {
    assertThat(cause(0.01, Doubt.PLACE).verdict()).isEqualTo(TestedCause.Verdict.DID_NOT_HOLD);
    assertThat(cause(0.01, Doubt.PLACE).reason())
        .isEqualTo(
            "But one thing alone speaks against it: ordinary images of the class do not look there."
                + COMPARED);
    assertThat(cause(0.01).reason()).startsWith("Nothing speaks against it: ");
  }

  @Test
  void regionThatIsNotClearOfChanceSaysSo() {
    assertThat(cause(0.2, Doubt.PLACE, Doubt.ERRORS).reason())
        .isEqualTo(
            "That is not clear of chance, or of the same place of ordinary images." + COMPARED);
  }
}
