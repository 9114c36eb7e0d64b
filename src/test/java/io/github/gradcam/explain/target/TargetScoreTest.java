package io.github.gradcam.explain.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.explain.Convention;
import io.github.gradcam.explain.Explainer;
import io.github.gradcam.explain.Explanation;
import io.github.gradcam.explain.ExplanationPlan;
import io.github.gradcam.explain.MethodSettings;
import io.github.gradcam.explain.SmallNetwork;
import io.github.gradcam.explain.method.Methods;
import io.github.gradcam.model.Classifier;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Logits and probabilities by hand, through y_0 = 4 mean(A_0) + ln 3 and y_1 = 4 mean(A_1):
 *
 * <pre>
 *   A_0 =  2  1  0 -1      y_0 = 2 + ln 3      p_0 = 3/4
 *   A_1 =  1  2 -1  0      y_1 = 2             p_1 = 1/4
 * </pre>
 *
 * At every place d y_0 / d A_0 = 1, d p_0 / d A_0 = p_0 p_1 = 3/16, d p_0 / d A_1 = -3/16.
 */
class TargetScoreTest {

  private static final byte[] PICTURE =
      SmallNetwork.pixels(new int[] {2, 1, 0, -1}, new int[] {1, 2, -1, 0});
  private static final float[][] WEIGHTS = {{4, 0}, {0, 4}};
  private static final float[] BIAS = {(float) Math.log(3), 0};
  private static final Offset<Float> EXACT = within(1e-4f);

  @TempDir static Path folder;
  private static Classifier classifier;

  @BeforeAll
  static void load() throws Exception {
    classifier = new SmallNetwork(2, WEIGHTS, BIAS, false).load(folder);
  }

  @AfterAll
  static void close() {
    classifier.close();
  }

  private static Explanation explanation(String method, TargetScore score) {
    ExplanationPlan plan =
        ExplanationPlan.of(
                new Methods(new MethodSettings(Convention.PAPER, 20, 1)).named(method),
                List.of(classifier.layer("features")))
            .withScore(score);
    try (Explainer explainer = new Explainer(classifier, plan)) {
      return explainer.explain(PICTURE, 0).get(0);
    }
  }

  private static float[] signed(String method, TargetScore score) {
    return explanation(method, score).signed().values();
  }

  @Test
  void logitCountsWhatSpeaksForTheClassAlone() {
    assertThat(signed("gradcam", TargetScore.LOGIT))
        .containsExactly(new float[] {2, 1, 0, -1}, EXACT);
  }

  @Test
  void probabilityCountsWhatSpeaksAgainstTheOthersToo() {
    // 3/16 (A_0 - A_1)
    assertThat(signed("gradcam", TargetScore.PROBABILITY))
        .containsExactly(new float[] {3 / 16f, -3 / 16f, 3 / 16f, -3 / 16f}, EXACT);
  }

  @Test
  void gradientAtTheImageIsThatOfTheProbability() {
    float[] logit = signed("saliency", TargetScore.LOGIT);
    float[] probability = signed("saliency", TargetScore.PROBABILITY);
    assertThat(logit).containsOnly(new float[] {1}, EXACT);
    assertThat(probability).containsOnly(new float[] {3 / 16f}, EXACT);
  }

  @Test
  void ablationTellsTheFallOfTheProbability() {
    double whole = 0.75;
    double withoutRed = 3 / (3 + Math.exp(2));
    double withoutGreen = 3 * Math.exp(2) / (3 * Math.exp(2) + 1);
    float red = (float) ((whole - withoutRed) / whole);
    float green = (float) ((whole - withoutGreen) / whole);
    float[] expected = {2 * red + green, red + 2 * green, -green, -red};
    assertThat(signed("ablationcam", TargetScore.PROBABILITY)).containsExactly(expected, EXACT);
  }

  @Test
  void reciproCamTellsTheProbabilityOfEachPlace() {
    // 16 (A_0 - A_1) through the windows: 3, -3, 3, -3
    float high = (float) (3 / (3 + Math.exp(-3 / 16.0)));
    float low = (float) (3 / (3 + Math.exp(3 / 16.0)));
    assertThat(signed("reciprocam", TargetScore.PROBABILITY))
        .containsExactly(new float[] {high - low, 0, high - low, 0}, EXACT);
  }

  @Test
  void weightsOfTheLastLayerAndTheShareOfMasksAreWhatTheyAre() {
    for (String method : List.of("cam", "rise")) {
      assertThat(signed(method, TargetScore.PROBABILITY))
          .as(method)
          .containsExactly(signed(method, TargetScore.LOGIT), EXACT);
    }
  }

  @Test
  void namesAreThoseOfTheOption() {
    assertThat(TargetScore.of("Probability")).isEqualTo(TargetScore.PROBABILITY);
    assertThat(TargetScore.LOGIT).hasToString("logit");
    assertThatThrownBy(() -> TargetScore.of("loss"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Expected a target of logit or probability, found 'loss'");
  }
}
