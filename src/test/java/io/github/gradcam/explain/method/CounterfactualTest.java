package io.github.gradcam.explain.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.explain.CamMethod;
import io.github.gradcam.explain.Convention;
import io.github.gradcam.explain.Explainer;
import io.github.gradcam.explain.Explanation;
import io.github.gradcam.explain.ExplanationPlan;
import io.github.gradcam.explain.SmallNetwork;
import io.github.gradcam.explain.Smoothing;
import io.github.gradcam.explain.map.Balance;
import io.github.gradcam.explain.map.Diagnosis;
import io.github.gradcam.explain.map.Fusion;
import io.github.gradcam.explain.target.Target;
import io.github.gradcam.explain.target.TargetScore;
import io.github.gradcam.model.Classifier;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A class over another, and what speaks against it, by hand: red 100 50 0 0 and green 0 50 50 0;
 * logits 2 r - g, g and b r of the means, so that maps are a quarter of the weighted sums.
 */
class CounterfactualTest {

  private static final Offset<Float> EXACT = within(1e-5f);
  private static final float[][] WEIGHTS = {{2, 0, -1}, {-1, 1, 0}};
  private static final byte[] PICTURE =
      SmallNetwork.pixels(new int[] {100, 50, 0, 0}, new int[] {0, 50, 50, 0});

  @TempDir Path folder;

  private Explanation explain(CamMethod method, float[][] weights, int classIndex, int versus)
      throws Exception {
    try (Classifier classifier = new SmallNetwork(2, weights).load(folder);
        Explainer explainer =
            new Explainer(
                classifier,
                new ExplanationPlan(
                    List.of(method),
                    List.of(classifier.layer("features")),
                    versus,
                    TargetScore.LOGIT,
                    true,
                    Smoothing.NONE,
                    Fusion.NONE,
                    ExplanationPlan.BATCH))) {
      return explainer.explain(PICTURE, classIndex).get(0);
    }
  }

  private static Balance balance(Explanation explanation) {
    return Objects.requireNonNull(explanation.balance());
  }

  @Test
  void versusExplainsTheDifferenceOfTheLogits() throws Exception {
    // (2 r - g) - g = 2 r - 2 g: 200 0 -100 0, a quarter of it
    Explanation explanation = explain(new GradCam(), WEIGHTS, 0, 1);
    assertThat(explanation.signed().values()).containsExactly(new float[] {50, 0, -25, 0}, EXACT);
    assertThat(explanation.target()).isEqualTo(new Target(0, 1, false));
    assertThat(explanation.target().score(new float[] {5, 3, 1})).isEqualTo(2);
    assertThat(explanation.target().opposite().score(new float[] {5, 3, 1})).isEqualTo(-2);
  }

  @Test
  void versusTurnedRoundIsTheNegative() throws Exception {
    assertThat(explain(new GradCam(), WEIGHTS, 1, 0).signed().values())
        .containsExactly(new float[] {-50, 0, 25, 0}, EXACT);
  }

  @Test
  void balanceOfALinearMethodIsTheMapOverItsPeak() throws Exception {
    // 2 r - g: 200 50 -50 0; against it: the negative
    Explanation explanation = explain(new GradCam(), WEIGHTS, 0, Target.NONE);
    Balance balance = balance(explanation);
    assertThat(explanation.heatmap().values()).containsExactly(new float[] {1, 0.25f, 0, 0}, EXACT);
    assertThat(balance.values()).containsExactly(new float[] {1, 0.25f, -0.25f, 0}, EXACT);
    assertThat(balance.against().values()).containsExactly(new float[] {0, 0, 1, 0}, EXACT);
    assertThat(balance.against().diagnosis().blank()).isFalse();
  }

  @Test
  void balanceOfLayerCamWeighsPositiveAgainstNegativeGradients() throws Exception {
    // for: max(2, 0) r = 200 100 0 0; against: max(1, 0) g = 0 50 50 0
    Balance balance = balance(explain(new LayerCam(), WEIGHTS, 0, Target.NONE));
    assertThat(balance.values()).containsExactly(new float[] {1, 0.25f, -0.25f, 0}, EXACT);
    assertThat(balance.against().values()).containsExactly(new float[] {0, 1, 1, 0}, EXACT);
  }

  @Test
  void whatSpeaksAgainstShowsWhereNothingSpeaksFor() throws Exception {
    // class 2: -r: -100 -50 0 0
    Explanation explanation = explain(new GradCam(), WEIGHTS, 2, Target.NONE);
    assertThat(explanation.heatmap().diagnosis()).isEqualTo(Diagnosis.ALL_NEGATIVE);
    assertThat(explanation.heatmap().values()).containsOnly(0);
    Balance balance = balance(explanation);
    assertThat(balance.values()).containsExactly(new float[] {-1, -0.5f, 0, 0}, EXACT);
    assertThat(balance.against().values()).containsExactly(new float[] {1, 0.5f, 0, 0}, EXACT);
  }

  @Test
  void faintMapsReachThePeakToo() throws Exception {
    float[][] faint = {{2e-9f, 0}, {-1e-9f, 0}};
    assertThat(balance(explain(new GradCam(), faint, 0, Target.NONE)).values())
        .containsExactly(new float[] {1, 0.25f, -0.25f, 0}, EXACT);
  }

  @Test
  void classAgainstItselfHasNoBalance() throws Exception {
    for (CamMethod method : List.of(new GradCam(), new FinerCam(Convention.PAPER))) {
      Explanation explanation = explain(method, WEIGHTS, 0, 0);
      assertThat(explanation.heatmap().diagnosis()).isEqualTo(Diagnosis.SAME_CLASS);
      assertThat(balance(explanation).values()).as(method.name()).containsOnly(0);
      assertThat(balance(explanation).against().values()).containsOnly(0);
      assertThat(balance(explanation).against().diagnosis()).isEqualTo(Diagnosis.SAME_CLASS);
    }
  }

  @Test
  void nonFiniteMapsHaveABalanceOfZeros() throws Exception {
    float[][] weights = {{Float.NaN, 1}, {0, 0}};
    Explanation explanation = explain(new GradCam(), weights, 0, Target.NONE);
    assertThat(explanation.heatmap().diagnosis()).isEqualTo(Diagnosis.NON_FINITE);
    assertThat(balance(explanation).values()).containsOnly(0);
    assertThat(balance(explanation).against().values()).containsOnly(0);
  }

  @Test
  void classToWeighAgainstMustExist() {
    assertThatThrownBy(() -> explain(new GradCam(), WEIGHTS, 0, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1 to 2")
        .hasMessageContaining("found 3");
  }
}
