package io.github.gradcam.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gradcam.train.Hyperparameters.OptimizerKind;
import org.junit.jupiter.api.Test;

class TrainingStateTest {

  private static TrainingState state(int patience, double... accuracies) {
    TrainingState state = TrainingState.begin(Plans.of(OptimizerKind.SGD, 0.1f, 5, patience));
    for (int i = 0; i < accuracies.length; i++) {
      state = state.with(Plans.result(i + 1, 1, accuracies[i]), 6L * (i + 1));
    }
    return state;
  }

  @Test
  void beginningHasNoBestEpoch() {
    assertThat(state(0).best()).isEmpty();
    assertThat(state(1).finished()).isFalse();
  }

  @Test
  void bestEpochHasTheHighestAccuracy() {
    assertThat(state(0, 0.5, 0.9, 0.7).best()).map(EpochResult::epoch).contains(2);
  }

  @Test
  void lowerLossDecidesBetweenEqualAccuracies() {
    TrainingState state =
        state(0)
            .with(Plans.result(1, 0.5, 0.9), 6)
            .with(Plans.result(2, 0.4, 0.9), 12)
            .with(Plans.result(3, 0.6, 0.9), 18);
    assertThat(state.best()).map(EpochResult::epoch).contains(2);
  }

  @Test
  void firstOfEqualEpochsIsTheBest() {
    assertThat(state(0, 0.9, 0.9).best()).map(EpochResult::epoch).contains(1);
  }

  @Test
  void patienceEndsTheTrainingAfterThatManyEpochsWithoutABetter() {
    assertThat(state(2, 0.5, 0.9, 0.8).finished()).isFalse();
    assertThat(state(2, 0.5, 0.9, 0.8, 0.8).outOfPatience()).isTrue();
    assertThat(state(2, 0.5, 0.9, 0.8, 0.8).finished()).isTrue();
  }

  @Test
  void patienceOfZeroNeverEnds() {
    assertThat(state(0, 0.9, 0.1, 0.1, 0.1).finished()).isFalse();
  }

  @Test
  void trainingEndsAfterTheLastEpoch() {
    assertThat(state(0, 0.1, 0.2, 0.3, 0.4, 0.5).finished()).isTrue();
  }
}
