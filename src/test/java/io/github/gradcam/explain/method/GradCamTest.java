package io.github.gradcam.explain.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.explain.Explainer;
import io.github.gradcam.explain.Explanation;
import io.github.gradcam.explain.TinyNetwork;
import io.github.gradcam.explain.map.Diagnosis;
import io.github.gradcam.explain.map.Heatmap;
import io.github.gradcam.explain.target.Target;
import io.github.gradcam.model.Classifier;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Grad-CAM by hand: with logits W'mean(A), the gradient at each place is W / 4, so alpha_k = W_kc /
 * 4 and the map is ReLU(sum over k of W_kc A_k) / 4 before scaling.
 */
class GradCamTest {

  @TempDir Path folder;

  private static final byte[] PIXELS =
      TinyNetwork.pixels(new int[] {200, 100, 0, 0}, new int[] {0, 100, 100, 0});

  private static Explainer explainer(Classifier classifier) {
    return new Explainer(classifier, classifier.layer("features"), new GradCam());
  }

  @Test
  void mapIsTheWeightedSumOfActivationsScaledToOne() throws Exception {
    // class 0: 2 red - 1 green = 400, 100, -100, 0; ReLU: 400, 100, 0, 0; scaled: 1, 1/4, 0, 0
    try (Classifier classifier = TinyNetwork.load(folder, new float[][] {{2, 0}, {-1, 1}})) {
      Explanation explanation = explainer(classifier).explain(PIXELS, 0).get(0);
      assertThat(explanation.heatmap().values())
          .containsExactly(new float[] {1, 0.25f, 0, 0}, within(1e-6f));
      // the logits are 100 and 50, so the softmax cannot rise
      assertThat(explanation.heatmap().diagnosis()).isEqualTo(Diagnosis.SATURATED);
    }
  }

  @Test
  void eachImageOfABatchIsExplainedForItsOwnClass() throws Exception {
    // class 1: green = 0, 100, 100, 0
    try (Classifier classifier = TinyNetwork.load(folder, new float[][] {{2, 0}, {-1, 1}})) {
      byte[] twice = new byte[2 * PIXELS.length];
      System.arraycopy(PIXELS, 0, twice, 0, PIXELS.length);
      System.arraycopy(PIXELS, 0, twice, PIXELS.length, PIXELS.length);
      List<Explanation> both = explainer(classifier).explain(twice, 0, 1);
      assertThat(both.get(0).heatmap().values())
          .containsExactly(new float[] {1, 0.25f, 0, 0}, within(1e-6f));
      assertThat(both.get(1).heatmap().values())
          .containsExactly(new float[] {0, 1, 1, 0}, within(1e-6f));
    }
  }

  @Test
  void predictedClassIsTheLargestLogit() throws Exception {
    // means: red 75, green 50; logits: 150 - 50 = 100 and 50
    try (Classifier classifier = TinyNetwork.load(folder, new float[][] {{2, 0}, {-1, 1}})) {
      Explanation explanation = explainer(classifier).explain(PIXELS, Target.PREDICTED).get(0);
      assertThat(explanation.classIndex()).isZero();
      assertThat(explanation.probability()).isCloseTo(1, within(1e-6f));
    }
  }

  @Test
  void mapWithoutPositivePlaceSaysThatAllIsNegative() throws Exception {
    try (Classifier classifier = TinyNetwork.load(folder, new float[][] {{-1, 1}, {-1, 1}})) {
      Heatmap heatmap = explainer(classifier).explain(PIXELS, 0).get(0).heatmap();
      assertThat(heatmap.diagnosis()).isEqualTo(Diagnosis.ALL_NEGATIVE);
      assertThat(heatmap.values()).containsOnly(0);
    }
  }

  @Test
  void layerOfZerosIsDead() throws Exception {
    try (Classifier classifier = TinyNetwork.load(folder, new float[][] {{1, 1}, {1, 1}})) {
      Heatmap heatmap = explainer(classifier).explain(new byte[12], 0).get(0).heatmap();
      assertThat(heatmap.diagnosis()).isEqualTo(Diagnosis.DEAD_LAYER);
    }
  }

  @Test
  void classWithoutWeightsHasNoGradient() throws Exception {
    try (Classifier classifier = TinyNetwork.load(folder, new float[][] {{0, 1}, {0, 1}})) {
      Heatmap heatmap = explainer(classifier).explain(PIXELS, 0).get(0).heatmap();
      assertThat(heatmap.diagnosis()).isEqualTo(Diagnosis.NO_GRADIENT);
    }
  }

  @Test
  void sameValueEverywhereIsUniform() throws Exception {
    byte[] flat = TinyNetwork.pixels(new int[] {9, 9, 9, 9}, new int[] {9, 9, 9, 9});
    try (Classifier classifier = TinyNetwork.load(folder, new float[][] {{1, 0}, {1, 1}})) {
      Heatmap heatmap = explainer(classifier).explain(flat, 0).get(0).heatmap();
      assertThat(heatmap.diagnosis()).isEqualTo(Diagnosis.UNIFORM);
    }
  }

  @Test
  void infiniteActivationsAreNamedAndLeaveNoNaN() throws Exception {
    try (Classifier classifier =
        TinyNetwork.load(folder, new float[][] {{1, 0}, {1, 1}}, Float.MAX_VALUE)) {
      Heatmap heatmap = explainer(classifier).explain(PIXELS, 0).get(0).heatmap();
      assertThat(heatmap.diagnosis()).isEqualTo(Diagnosis.NON_FINITE);
      assertThat(heatmap.values()).containsOnly(0);
    }
  }

  @Test
  void unknownClassIndexIsRefused() throws Exception {
    try (Classifier classifier = TinyNetwork.load(folder, new float[][] {{1, 0}, {1, 1}})) {
      Explainer explainer = explainer(classifier);
      assertThatThrownBy(() -> explainer.explain(PIXELS, 2))
          .hasMessageContaining("-1 to 1")
          .hasMessageContaining("found 2");
    }
  }

  @Test
  void unknownLayerSuggestsTheNearest() throws Exception {
    try (Classifier classifier = TinyNetwork.load(folder, new float[][] {{1, 0}, {1, 1}})) {
      assertThatThrownBy(() -> classifier.layer("feature"))
          .hasMessageContaining("found 'feature'")
          .hasMessageContaining("features");
    }
  }

  @Test
  void autoPicksTheLastLayerWithPlaces() throws Exception {
    try (Classifier classifier = TinyNetwork.load(folder, new float[][] {{1, 0}, {1, 1}})) {
      assertThat(classifier.layer("auto").name()).isEqualTo("features");
      assertThat(classifier.layer("auto").shape()).isEqualTo("2 x 2 x 2");
    }
  }
}
