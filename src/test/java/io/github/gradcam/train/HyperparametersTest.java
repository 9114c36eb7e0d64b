package io.github.gradcam.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.train.Hyperparameters.OptimizerKind;
import org.junit.jupiter.api.Test;

class HyperparametersTest {

  /** Highest rate 1, 2 epochs of warm-up, 10 in all. */
  private static final Hyperparameters SETTINGS =
      new Hyperparameters(OptimizerKind.SGD, 1, 2, 10, 4, 0, 0, 0);

  @Test
  void warmUpBeginsNearZero() {
    assertThat(SETTINGS.learningRateAt(0)).isCloseTo(0.01f / 2.01f, within(1e-6f));
  }

  @Test
  void warmUpRisesInALine() {
    assertThat(SETTINGS.learningRateAt(1)).isCloseTo(1.01f / 2.01f, within(1e-6f));
  }

  @Test
  void highestRateIsReachedAfterTheWarmUp() {
    assertThat(SETTINGS.learningRateAt(2)).isEqualTo(1);
  }

  @Test
  void middleOfTheCosineIsHalfWayDown() {
    // 0.01 + 0.99 / 2
    assertThat(SETTINGS.learningRateAt(6)).isCloseTo(0.505f, within(1e-6f));
  }

  @Test
  void lastRateIsAHundredth() {
    assertThat(SETTINGS.learningRateAt(10)).isCloseTo(0.01f, within(1e-6f));
    assertThat(SETTINGS.learningRateAt(11)).isCloseTo(0.01f, within(1e-6f));
  }

  @Test
  void trainingWithoutWarmUpBeginsAtTheHighestRate() {
    assertThat(new Hyperparameters(OptimizerKind.ADAM, 3, 0, 5, 4, 0, 0, 0).learningRateAt(0))
        .isEqualTo(3);
  }

  @Test
  void valuesOutsideTheirRangeAreRefused() {
    assertRefused(0, 2, 10, 4, 0, 0, 0, "a learning rate above 0, found 0.0");
    assertRefused(Float.NaN, 2, 10, 4, 0, 0, 0, "a learning rate above 0, found NaN");
    assertRefused(1, -1, 10, 4, 0, 0, 0, "warm-up epochs of at least 0, found -1.0");
    assertRefused(1, 2, 0, 4, 0, 0, 0, "at least 1 epoch, found 0");
    assertRefused(1, 2, 10, 0, 0, 0, 0, "a batch size of at least 1, found 0");
    assertRefused(1, 2, 10, 4, -1, 0, 0, "a weight decay of at least 0, found -1.0");
    assertRefused(1, 2, 10, 4, 0, 1, 0, "label smoothing in [0, 1), found 1.0");
    assertRefused(1, 2, 10, 4, 0, 0, 1, "an average decay in [0, 1), found 1.0");
  }

  private static void assertRefused(
      float rate,
      float warmUp,
      int epochs,
      int batch,
      float decay,
      float smoothing,
      float average,
      String message) {
    assertThatThrownBy(
            () ->
                new Hyperparameters(
                    OptimizerKind.SGD, rate, warmUp, epochs, batch, decay, smoothing, average))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Expected " + message);
  }
}
