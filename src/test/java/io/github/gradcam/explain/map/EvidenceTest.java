package io.github.gradcam.explain.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.explain.Ceiling;
import io.github.gradcam.explain.Explainer;
import io.github.gradcam.explain.Explanation;
import io.github.gradcam.explain.ExplanationMethod;
import io.github.gradcam.explain.TinyNetwork;
import io.github.gradcam.explain.method.GradCam;
import io.github.gradcam.explain.method.Occlusion;
import io.github.gradcam.model.Classifier;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With logits W'mean(A) of 2 x 2 places, the map of Grad-CAM is sum over k of W_kc A_k / 4. */
class EvidenceTest {

  private static final float[][] WEIGHTS = {{2, -1}, {0, 0}};

  @TempDir Path folder;

  private Explanation explain(ExplanationMethod method, byte[] picture, int classIndex)
      throws Exception {
    try (Classifier classifier = TinyNetwork.load(folder, WEIGHTS);
        Explainer explainer = new Explainer(classifier, classifier.layer("features"), method)) {
      return explainer.explain(picture, classIndex).get(0);
    }
  }

  @Test
  void evidenceIsThePositivePartLessItsLowest() throws Exception {
    // 2 * red / 4 = 100, 50, 10, 10
    byte[] picture = TinyNetwork.pixels(new int[] {200, 100, 20, 20}, new int[4]);
    Evidence evidence = explain(new GradCam(), picture, 0).evidence();
    assertThat(evidence.values()).containsExactly(new float[] {90, 40, 0, 0}, within(1e-4f));
    assertThat(evidence.peak()).isCloseTo(90, within(1e-4f));
    assertThat(List.of(evidence.height(), evidence.width())).containsExactly(2, 2);
  }

  @Test
  void halfTheLightIsHalfTheEvidenceThoughTheHeatmapIsTheSame() throws Exception {
    byte[] bright = TinyNetwork.pixels(new int[] {200, 100, 0, 0}, new int[4]);
    byte[] dim = TinyNetwork.pixels(new int[] {100, 50, 0, 0}, new int[4]);
    Explanation strong = explain(new GradCam(), bright, 0);
    Explanation weak = explain(new GradCam(), dim, 0);
    assertThat(weak.heatmap().values()).containsExactly(strong.heatmap().values(), within(1e-5f));
    assertThat(weak.evidence().peak()).isCloseTo(strong.evidence().peak() / 2, within(1e-4f));
  }

  @Test
  void blankMapHasNone() throws Exception {
    // all against class 1; and an even image: 25 everywhere
    byte[] picture = TinyNetwork.pixels(new int[] {200, 100, 20, 20}, new int[4]);
    byte[] even = TinyNetwork.pixels(new int[] {50, 50, 50, 50}, new int[4]);
    for (Explanation blank :
        List.of(explain(new GradCam(), picture, 1), explain(new GradCam(), even, 0))) {
      assertThat(blank.heatmap().diagnosis().blank()).isTrue();
      assertThat(blank.evidence().values()).containsOnly(0);
      assertThat(blank.evidence().peak()).isZero();
    }
  }

  @Test
  void valuesAboveTheCeilingAreHeld() {
    // the quantile 0.75 of 4 values is the third
    SignedMap map = new SignedMap(1, 4, new float[] {9, 3, 1, -2});
    assertThat(Evidence.of(new Ceiling(0.75).apply(map)).values()).containsExactly(3, 3, 1, 0);
  }

  @Test
  void methodOnPixelsHasItsEvidenceAtTheInputsSize() throws Exception {
    byte[] picture = TinyNetwork.pixels(new int[] {200, 100, 20, 20}, new int[4]);
    Explanation explanation = explain(new Occlusion(), picture, 0);
    assertThat(explanation.layer()).isEqualTo(Explanation.INPUT);
    assertThat(explanation.evidence().values()).hasSize(TinyNetwork.SIZE * TinyNetwork.SIZE);
  }

  @Test
  void evidenceScaledIsTheFormulaOfTheHeatmap() {
    float[] map = {1, 3, 2, 5};
    Evidence.scale(map);
    assertThat(map).containsExactly(new float[] {0, 0.5f, 0.25f, 1}, within(1e-6f));
  }
}
