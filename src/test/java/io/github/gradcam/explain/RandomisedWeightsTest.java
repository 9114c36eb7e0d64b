package io.github.gradcam.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gradcam.explain.method.EigenCam;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.ModelCard;
import io.github.gradcam.model.kernel.Precision;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RandomisedWeightsTest {

  private static final int SIZE = 32;
  private static Classifier classifier;
  private static byte[] pixels;

  @BeforeAll
  static void open() {
    ModelCard card = ModelCard.unsaved("scenes", List.of("a", "b", "c"), SIZE);
    classifier = Classifier.untrained(card, Precision.FLOAT32, 1);
    pixels = new byte[SIZE * SIZE * 3];
    new Random(2).nextBytes(pixels);
  }

  @AfterAll
  static void close() {
    classifier.close();
  }

  /** EigenCAM sees the activations alone, whatever the weights above them. */
  private static float[] eigen(Classifier network) {
    try (Explainer explainer =
        new Explainer(network, network.layer("auto"), new EigenCam(Convention.PYTORCH_GRAD_CAM))) {
      return explainer.explain(pixels, 0).get(0).signed().values();
    }
  }

  @Test
  void topKernelAloneChangesTheAnswerButNoFeatureMap() {
    try (Classifier other = RandomisedWeights.of(classifier, 0, 7)) {
      assertThat(other.logits(pixels, 1)[0]).isNotEqualTo(classifier.logits(pixels, 1)[0]);
      assertThat(eigen(other)).isEqualTo(eigen(classifier));
    }
  }

  @Test
  void allKernelsChangeTheFeatureMapsToo() {
    try (Classifier other = RandomisedWeights.of(classifier, 1, 7)) {
      assertThat(eigen(other)).isNotEqualTo(eigen(classifier));
    }
  }

  @Test
  void sameSeedGivesTheSameNetworkAndTheNetworkItselfStays() {
    float[] before = classifier.logits(pixels, 1)[0];
    try (Classifier one = RandomisedWeights.of(classifier, 0.5, 7);
        Classifier same = RandomisedWeights.of(classifier, 0.5, 7);
        Classifier other = RandomisedWeights.of(classifier, 0.5, 8)) {
      assertThat(one.logits(pixels, 1)[0]).isEqualTo(same.logits(pixels, 1)[0]);
      assertThat(one.logits(pixels, 1)[0]).isNotEqualTo(other.logits(pixels, 1)[0]);
    }
    assertThat(classifier.logits(pixels, 1)[0]).isEqualTo(before);
  }

  @Test
  void shufflingKeepsTheSizeOfTheLogits() {
    // a permutation keeps every value, so nothing vanishes or explodes
    try (Classifier other = RandomisedWeights.of(classifier, 1, 3)) {
      double before = norm(classifier.logits(pixels, 1)[0]);
      double after = norm(other.logits(pixels, 1)[0]);
      assertThat(after / before).isBetween(0.01, 100.0);
    }
  }

  @Test
  void shareOutOfRangeIsRefused() {
    assertThatThrownBy(() -> RandomisedWeights.of(classifier, 1.5, 1))
        .hasMessageContaining("0 to 1")
        .hasMessageContaining("1.5");
  }

  private static double norm(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value * value;
    }
    return Math.sqrt(sum);
  }
}
