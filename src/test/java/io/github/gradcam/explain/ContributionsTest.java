package io.github.gradcam.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.explain.method.GradCam;
import io.github.gradcam.explain.method.HiResCam;
import io.github.gradcam.explain.method.Methods;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.ModelCard;
import io.github.gradcam.model.kernel.Precision;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What each feature map contributes to a class: e_k = sum over positions of G_k A_k. */
class ContributionsTest {

  private static final int SIZE = 48;
  private static final int COUNT = 3;

  private static Classifier classifier;
  private static byte[] pixels;

  @BeforeAll
  static void load() {
    ModelCard card = ModelCard.unsaved("scenes", List.of("a", "b", "c"), SIZE);
    classifier = Classifier.untrained(card, Precision.FLOAT32, 5);
    pixels = new byte[COUNT * SIZE * SIZE * 3];
    new Random(8).nextBytes(pixels);
  }

  @AfterAll
  static void close() {
    classifier.close();
  }

  private static List<Explanation> explained(ExplanationPlan plan) {
    try (Explainer explainer = new Explainer(classifier, plan)) {
      return explainer.explain(pixels, 0, 1, 2);
    }
  }

  private static ExplanationPlan plan(String layers, ExplanationMethod method) {
    return ExplanationPlan.of(List.of(method), classifier.layersNamed(layers));
  }

  private static double sum(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum;
  }

  /** HiResCAM sums G_k A_k over k; its map's sum is that over positions and k. */
  @Test
  void theirSumIsThatOfTheHiResCamMapAtEachLayer() {
    for (String layer : List.of("re_lu_8", "re_lu_11", "re_lu_12")) {
      for (Explanation each : explained(plan(layer, new HiResCam()).withContributions())) {
        double map = sum(each.signed().values());
        assertThat(sum(each.contributions()))
            .as(layer)
            .isCloseTo(map, within(1e-4 * Math.max(1, Math.abs(map))));
      }
    }
  }

  /**
   * Behind the last layer is the mean over positions and a dense layer, y_c = sum_k w_kc mean(A_k)
   * + b_c; so G_k = w_kc / positions everywhere, and Grad-CAM's weight times the sum of A_k is e_k.
   */
  @Test
  void atTheLastLayerTheirSumIsTheGradCamMaps() {
    for (Explanation each : explained(plan("re_lu_12", new GradCam()).withContributions())) {
      double map = sum(each.signed().values());
      assertThat(sum(each.contributions()))
          .isCloseTo(map, within(1e-4 * Math.max(1, Math.abs(map))));
    }
  }

  @Test
  void methodsOnPixelsHaveThoseOfTheLayer() {
    ExplanationMethod saliency = new Methods(MethodSettings.DEFAULT).named("saliency").get(0);
    List<Explanation> onPixels = explained(plan("re_lu_12", saliency).withContributions());
    List<Explanation> atLayer = explained(plan("re_lu_12", new GradCam()).withContributions());
    for (int i = 0; i < COUNT; i++) {
      assertThat(onPixels.get(i).layer()).isEqualTo(Explanation.INPUT);
      assertThat(onPixels.get(i).contributions())
          .containsExactly(atLayer.get(i).contributions(), within(1e-6f));
    }
  }

  @Test
  void theyAreNotKeptUnlessAskedFor() {
    assertThat(explained(plan("re_lu_12", new GradCam())))
        .extracting(Explanation::contributions)
        .containsOnlyNulls();
  }
}
