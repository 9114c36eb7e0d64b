package io.github.gradcam.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.explain.target.ClassSelection;
import io.github.gradcam.explain.target.Target;
import org.junit.jupiter.api.Test;

class SteadyClassTest {

  /** As long as the memory's half-life: half of each frame is new. */
  private static final double STEP = 0.25;

  private final SteadyClass steady = new SteadyClass(new ClassSelection.Predicted());

  private int shown(boolean cut, float... probabilities) {
    return turn(cut, probabilities).index();
  }

  private SteadyClass.Turn turn(boolean cut, float... probabilities) {
    SteadyClass.Turn turn = steady.next(STEP, cut);
    assertThat(turn.of(probabilities)).containsExactly(turn.index());
    return turn;
  }

  @Test
  void firstFrameTakesItsOwnClass() {
    assertThat(steady.next(STEP, true).first()).isEqualTo(Target.PREDICTED);
    SteadyClass.Turn turn = turn(true, 0.2f, 0.5f, 0.3f);
    assertThat(turn.index()).isEqualTo(1);
    assertThat(turn.probability()).isEqualTo(0.5f);
  }

  @Test
  void turnThatIsAskedAgainAnswersTheSameAndCountsOnce() {
    turn(true, 0.8f, 0.2f);
    SteadyClass.Turn turn = turn(false, 0.6f, 0.4f);
    assertThat(turn.of(new float[] {0.6f, 0.4f})).containsExactly(0);
    assertThat(turn.probability()).isCloseTo(0.7f, within(1e-6f));
    assertThat(turn(false, 0.6f, 0.4f).probability()).isCloseTo(0.65f, within(1e-6f));
  }

  @Test
  void probabilityShownIsSmoothed() {
    turn(true, 0.8f, 0.2f);
    assertThat(turn(false, 0.6f, 0.4f).probability()).isCloseTo(0.7f, within(1e-6f));
    assertThat(turn(false, 0.6f, 0.4f).probability()).isCloseTo(0.65f, within(1e-6f));
  }

  @Test
  void challengerThatFlickersChangesNothing() {
    shown(true, 0.55f, 0.45f);
    for (int i = 0; i < 20; i++) {
      // smoothed, class 1 is at 0.52 at most
      assertThat(shown(false, 0.45f, 0.55f)).isZero();
      assertThat(shown(false, 0.55f, 0.45f)).isZero();
    }
  }

  @Test
  void challengerAheadByALittleForeverChangesNothing() {
    shown(true, 0.51f, 0.49f);
    for (int i = 0; i < 50; i++) {
      assertThat(shown(false, 0.46f, 0.54f)).isZero();
    }
  }

  @Test
  void challengerWellAheadTakesOverOnceItIsSoWhenSmoothed() {
    shown(true, 1, 0);
    assertThat(shown(false, 0.1f, 0.9f)).isZero(); // 0.55 to 0.45
    assertThat(shown(false, 0.1f, 0.9f)).isEqualTo(1); // 0.325 to 0.675
  }

  @Test
  void amongManyFaintClassesHalfOfTheOwnProbabilityIsLeadEnough() {
    shown(true, 0.03f, 0.02f, 0.02f);
    assertThat(shown(false, 0.02f, 0.05f, 0.02f)).isZero(); // 0.025 to 0.035
    assertThat(shown(false, 0.01f, 0.06f, 0.02f)).isEqualTo(1); // 0.0175 to 0.0475
  }

  @Test
  void newSceneTakesItsClassAtOnce() {
    shown(true, 1, 0);
    SteadyClass.Turn turn = turn(true, 0.45f, 0.55f);
    assertThat(turn.index()).isEqualTo(1);
    assertThat(turn.probability()).isEqualTo(0.55f);
  }

  @Test
  void networkIsAskedForTheClassShownAndAfterACutForThePredicted() {
    shown(true, 0.2f, 0.8f);
    SteadyClass.Turn held = steady.next(STEP, false);
    SteadyClass.Turn cut = steady.next(STEP, true);
    SteadyClass.Turn behind = steady.next(STEP, false);
    assertThat(held.first()).isEqualTo(1);
    assertThat(cut.first()).isEqualTo(Target.PREDICTED);
    assertThat(behind.first()).isEqualTo(Target.PREDICTED);
    held.of(new float[] {0.2f, 0.8f});
    cut.of(new float[] {0.9f, 0.1f});
    behind.of(new float[] {0.8f, 0.2f});
    assertThat(behind.index()).isZero();
    assertThat(steady.next(STEP, false).first()).isZero();
  }

  @Test
  void pinnedClassStaysWhateverIsPredicted() {
    steady.select(new ClassSelection.Fixed(2));
    SteadyClass.Turn turn = turn(true, 0.7f, 0.2f, 0.1f);
    assertThat(turn.first()).isEqualTo(2);
    assertThat(turn.index()).isEqualTo(2);
    assertThat(turn.probability()).isEqualTo(0.1f);
    assertThat(shown(true, 0.7f, 0.3f, 0)).isEqualTo(2);
  }

  @Test
  void classLetGoGivesWayToTheLikeliestAtOnce() {
    steady.select(new ClassSelection.Fixed(1));
    shown(true, 0.55f, 0.45f);
    steady.select(new ClassSelection.Predicted());
    assertThat(shown(false, 0.55f, 0.45f)).isZero();
  }

  @Test
  void sameSelectionAgainKeepsTheMemory() {
    shown(true, 1, 0);
    steady.select(new ClassSelection.Predicted());
    assertThat(shown(false, 0.45f, 0.55f)).isZero();
  }

  @Test
  void answerThatIsNoNumberLeavesEverythingAsItWas() {
    shown(true, 0.2f, 0.8f);
    SteadyClass.Turn broken = turn(false, Float.NaN, 0.5f);
    assertThat(broken.index()).isEqualTo(1);
    assertThat(broken.probability()).isEqualTo(0.8f);
    assertThat(shown(false, 0.2f, 0.8f)).isEqualTo(1);
  }

  @Test
  void sceneThatBeginsWithoutANumberTakesTheClassOfTheNextFrame() {
    shown(true, 0.2f, 0.8f);
    shown(true, Float.NaN, Float.NaN);
    assertThat(shown(false, 0.55f, 0.45f)).isZero();
  }

  @Test
  void videoThatBeginsWithoutANumberHasSomeClassOfProbabilityZero() {
    SteadyClass.Turn broken = turn(true, Float.NaN, Float.NaN);
    assertThat(broken.index()).isZero();
    assertThat(broken.probability()).isZero();
    assertThat(shown(false, 0.1f, 0.9f)).isEqualTo(1);
  }
}
