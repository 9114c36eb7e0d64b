package io.github.gradcam.explain.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.explain.CamMethod;
import io.github.gradcam.explain.Explainer;
import io.github.gradcam.explain.Explanation;
import io.github.gradcam.explain.ExplanationMethod;
import io.github.gradcam.explain.ExplanationPlan;
import io.github.gradcam.explain.MethodSettings;
import io.github.gradcam.explain.SmallNetwork;
import io.github.gradcam.explain.Smoothing;
import io.github.gradcam.explain.method.Cam;
import io.github.gradcam.explain.method.GradCam;
import io.github.gradcam.explain.method.Methods;
import io.github.gradcam.explain.target.Target;
import io.github.gradcam.explain.target.TargetScore;
import io.github.gradcam.model.Classifier;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every diagnosis by a network made for it. */
class DiagnosisTest {

  private static final int[] RED = {20, 10, 0, 0};
  private static final int[] NONE = {0, 0, 0, 0};
  private static final byte[] PICTURE = SmallNetwork.pixels(RED, NONE);

  /** Weights so small that no probability comes near 1. */
  private static final float[][] FAINT = {{0.01f, -0.01f}, {0, 0}};

  @TempDir Path folder;

  private Explanation explain(SmallNetwork network, byte[] picture, int classIndex)
      throws Exception {
    return explain(network, "features", Target.NONE, picture, classIndex);
  }

  private Explanation explain(
      SmallNetwork network, String layer, int versus, byte[] picture, int classIndex)
      throws Exception {
    try (Classifier classifier = network.load(folder)) {
      ExplanationPlan plan =
          new ExplanationPlan(
              List.of(new GradCam()),
              List.of(classifier.layer(layer)),
              versus,
              TargetScore.LOGIT,
              false,
              Smoothing.NONE,
              Fusion.NONE,
              ExplanationPlan.BATCH);
      try (Explainer explainer = new Explainer(classifier, plan)) {
        return explainer.explain(picture, classIndex).get(0);
      }
    }
  }

  private static void assertBlank(Explanation explanation, Diagnosis expected) {
    assertThat(explanation.heatmap().diagnosis()).isEqualTo(expected);
    assertThat(expected.blank()).isTrue();
    assertThat(explanation.heatmap().values()).containsOnly(0);
  }

  private static void assertKept(Explanation explanation, Diagnosis expected) {
    assertThat(explanation.heatmap().diagnosis()).isEqualTo(expected);
    assertThat(expected.blank()).isFalse();
    float[] sorted = explanation.heatmap().values().clone();
    Arrays.sort(sorted);
    assertThat(sorted[0]).isZero();
    assertThat(sorted[sorted.length - 1]).isCloseTo(1, within(1e-5f));
  }

  @Test
  void evidenceInsideIsOk() throws Exception {
    // logits 0.075 and -0.075: the probability is 0.54
    assertKept(explain(new SmallNetwork(2, FAINT), PICTURE, 0), Diagnosis.OK);
  }

  @Test
  void evidenceAgainstEverywhereIsAllNegative() throws Exception {
    Explanation explanation = explain(new SmallNetwork(2, FAINT), PICTURE, 1);
    assertBlank(explanation, Diagnosis.ALL_NEGATIVE);
    assertThat(explanation.signed().values())
        .containsExactly(new float[] {-0.05f, -0.025f, 0, 0}, within(1e-6f));
  }

  @Test
  void nanAmongTheWeightsIsNonFinite() throws Exception {
    float[][] weights = {{Float.NaN, 1}, {0, 0}};
    assertBlank(explain(new SmallNetwork(2, weights), PICTURE, 0), Diagnosis.NON_FINITE);
  }

  @Test
  void infiniteLogitIsNonFiniteThoughItsGradientIsNot() throws Exception {
    float[] bias = {Float.POSITIVE_INFINITY, 0};
    SmallNetwork network = new SmallNetwork(2, FAINT, bias, false);
    assertBlank(explain(network, PICTURE, 0), Diagnosis.NON_FINITE);
  }

  @Test
  void layerAsideIsUnreachable() throws Exception {
    Explanation explanation = explain(new SmallNetwork(2, FAINT), "aside", Target.NONE, PICTURE, 0);
    assertBlank(explanation, Diagnosis.UNREACHABLE);
    assertThat(explanation.probability()).isCloseTo(0.54f, within(0.005f));
  }

  @Test
  void classWeighedAgainstItselfIsTheSameClass() throws Exception {
    assertBlank(
        explain(new SmallNetwork(2, FAINT), "features", 1, PICTURE, 1), Diagnosis.SAME_CLASS);
  }

  @Test
  void predictedClassWeighedAgainstItselfIsTheSameClass() throws Exception {
    assertBlank(
        explain(new SmallNetwork(2, FAINT), "features", 0, PICTURE, Target.PREDICTED),
        Diagnosis.SAME_CLASS);
  }

  @Test
  void layerOfZerosIsDead() throws Exception {
    byte[] empty = SmallNetwork.pixels(NONE, NONE);
    assertBlank(explain(new SmallNetwork(2, FAINT), empty, 0), Diagnosis.DEAD_LAYER);
  }

  @Test
  void logitOfWeightsZeroHasNoGradient() throws Exception {
    float[][] weights = {{0, 1}, {0, 1}};
    assertBlank(explain(new SmallNetwork(2, weights), PICTURE, 0), Diagnosis.NO_GRADIENT);
  }

  @Test
  void evenImageIsUniform() throws Exception {
    byte[] even = SmallNetwork.pixels(new int[] {7, 7, 7, 7}, NONE);
    assertBlank(explain(new SmallNetwork(2, FAINT), even, 0), Diagnosis.UNIFORM);
  }

  @Test
  void evidenceOnTheRimIsBorderOnly() throws Exception {
    int[] rim = new int[100];
    for (int i = 0; i < 10; i++) {
      rim[i] = 50;
      rim[90 + i] = 50;
    }
    rim[55] = 100; // 1000 on the rim, 100 inside
    byte[] framed = SmallNetwork.pixels(rim, new int[100]);
    assertKept(explain(new SmallNetwork(10, FAINT), framed, 0), Diagnosis.BORDER_ONLY);
  }

  @Test
  void probabilityOfOneIsSaturated() throws Exception {
    // logits 7.5 and -7.5: 1 - p = 3e-7
    float[][] weights = {{1, -1}, {0, 0}};
    assertKept(explain(new SmallNetwork(2, weights), PICTURE, 0), Diagnosis.SATURATED);
  }

  @Test
  void oneBlankImageLeavesTheOthersOfTheBatch() throws Exception {
    byte[] two = new byte[2 * PICTURE.length];
    byte[] empty = SmallNetwork.pixels(NONE, NONE);
    System.arraycopy(empty, 0, two, 0, empty.length);
    System.arraycopy(PICTURE, 0, two, empty.length, PICTURE.length);
    try (Classifier classifier = new SmallNetwork(2, FAINT).load(folder);
        Explainer explainer =
            new Explainer(classifier, classifier.layer("features"), new GradCam())) {
      List<Explanation> both = explainer.explain(two, 0, 0);
      assertBlank(both.get(0), Diagnosis.DEAD_LAYER);
      assertKept(both.get(1), Diagnosis.OK);
    }
  }

  @Test
  void everyMethodSaysThatALayerAsideIsUnreachable() throws Exception {
    try (Classifier classifier = new SmallNetwork(2, FAINT).load(folder)) {
      List<ExplanationMethod> methods =
          new Methods(MethodSettings.DEFAULT)
              .all().stream()
                  .filter(CamMethod.class::isInstance)
                  .filter(method -> !(method instanceof Cam))
                  .toList();
      ExplanationPlan plan =
          ExplanationPlan.of(
              methods, List.of(classifier.layer("aside"), classifier.layer("features")));
      try (Explainer explainer = new Explainer(classifier, plan)) {
        List<Explanation> all = explainer.explain(PICTURE, 0);
        assertThat(all).hasSize(2 * methods.size());
        for (int i = 0; i < all.size(); i += 2) {
          assertBlank(all.get(i), Diagnosis.UNREACHABLE);
          assertThat(all.get(i + 1).heatmap().diagnosis())
              .as(all.get(i).method())
              .isNotEqualTo(Diagnosis.UNREACHABLE);
        }
      }
    }
  }
}
