package io.github.gradcam.explain.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.ModelCard;
import io.github.gradcam.model.device.Device;
import io.github.gradcam.model.device.Execution;
import io.github.gradcam.model.kernel.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What another precision does to a network. */
class PrecisionCheckTest {

  private static final int SIZE = 48;
  private static final int COUNT = 2;
  private static final ModelCard CARD = ModelCard.unsaved("scenes", List.of("a", "b", "c"), SIZE);
  private static final Execution SINGLE = new Execution(Precision.FLOAT32, Device.CPU);

  private static byte[] noise() {
    byte[] pixels = new byte[COUNT * SIZE * SIZE * 3];
    new Random(3).nextBytes(pixels);
    return pixels;
  }

  @Test
  void aNetworkThatIsComputedTheSameWayTwiceDoesNotDiffer() {
    try (Classifier one = Classifier.untrained(CARD, SINGLE, 1);
        Classifier same = one.with(SINGLE)) {
      PrecisionCheck check = PrecisionCheck.of(one, same, noise(), COUNT);
      assertThat(check.logits()).isLessThan(1e-5);
      assertThat(check.maps()).isLessThan(1e-3);
      assertThat(check.acceptable()).isTrue();
    }
  }

  @Test
  void anotherNetworkDiffersBeyondTheBounds() {
    try (Classifier one = Classifier.untrained(CARD, SINGLE, 1);
        Classifier other = Classifier.untrained(CARD, SINGLE, 2)) {
      PrecisionCheck check = PrecisionCheck.of(one, other, noise(), COUNT);
      assertThat(check.acceptable()).isFalse();
      assertThat(check.text())
          .startsWith("In mixed precision the logits of this network change by");
    }
  }

  @Test
  void whatIsNoNumberIsNotAcceptable() {
    assertThat(new PrecisionCheck(Double.NaN, 0).acceptable()).isFalse();
    assertThat(new PrecisionCheck(0, Double.NaN).acceptable()).isFalse();
    assertThat(new PrecisionCheck(0.049, 0.099).acceptable()).isTrue();
    assertThat(new PrecisionCheck(0.051, 0).acceptable()).isFalse();
    assertThat(new PrecisionCheck(0, 0.11).acceptable()).isFalse();
  }

  @Test
  void aNetworkInMixedPrecisionAnswersNearlyAsInSingleOrIsComputedInSingle() {
    List<String> warnings = new ArrayList<>();
    Execution mixed = new Execution(Precision.MIXED, Device.CPU);
    try (Classifier single = Classifier.untrained(CARD, SINGLE, 1);
        Classifier settled =
            PrecisionCheck.settled(
                Classifier.untrained(CARD, mixed, 1), noise(), COUNT, warnings::add)) {
      assertThat(PrecisionCheck.of(single, settled, noise(), COUNT).acceptable()).isTrue();
      assertThat(warnings.isEmpty() || settled.execution().precision() == Precision.FLOAT32)
          .isTrue();
    }
  }
}
