package io.github.gradcam.explain.method;

import static io.github.gradcam.explain.TinyImage.FIRST;
import static io.github.gradcam.explain.TinyImage.GREEN;
import static io.github.gradcam.explain.TinyImage.RED;
import static io.github.gradcam.explain.TinyImage.SECOND;
import static io.github.gradcam.explain.TinyImage.samples;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.explain.Convention;
import io.github.gradcam.explain.ExplanationPlan;
import io.github.gradcam.explain.MethodSettings;
import io.github.gradcam.explain.Probes;
import io.github.gradcam.explain.TinyImage;
import io.github.gradcam.explain.map.SignedMap;
import io.github.gradcam.explain.target.Target;
import io.github.gradcam.model.Classifier;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Methods of several passes at a layer, by hand on {@link TinyImage}. */
class FeatureProbingTest {

  @TempDir Path folder;

  /**
   * The masks are U_0 = R / 4 = 1, 1/2, 0, 0 and U_1 = G / 2 = 0, 1, 1, 0. Through U_0 the image
   * has R = 4, 1, 0, 0 and G = 0, 1, 0, 0, so y = (10 - 1) / 4 = 9/4 and 1/4; through U_1 it has R
   * = 0, 2, 0, 0 and G = 0, 2, 2, 0, so y = (4 - 4) / 4 = 0 and 1.
   */
  private static final double[][] SCORES = {{2.25, 0}, {0.25, 1}};

  @Test
  void scoreCamWeighsByTheSoftmaxOfTheScoresThroughEachMask() throws Exception {
    assertThat(TinyImage.map(folder, new ScoreCam(), FIRST))
        .containsExactly(softmaxMap(SCORES[0][0], SCORES[0][1]), within(1e-5f));
    assertThat(TinyImage.map(folder, new ScoreCam(), SECOND))
        .containsExactly(softmaxMap(SCORES[1][0], SCORES[1][1]), within(1e-5f));
  }

  @Test
  void scoreCamOverAnotherClassWeighsByTheDifference() throws Exception {
    assertThat(TinyImage.map(folder, new ScoreCam(), new Target(0, 1, false)))
        .containsExactly(softmaxMap(2.25 - 0.25, 0 - 1), within(1e-5f));
  }

  @Test
  void scoreCamAsksOnceAboutAllFeatureMapsThatAreTheSameEverywhere() throws Exception {
    // red is 0 and green 3 everywhere: both masks are 0, both weights 1/2, the map is 3/2
    float[] flat = {0, 3, 0, 0, 3, 0, 0, 3, 0, 0, 3, 0};
    AtomicLong passes = new AtomicLong();
    try (Classifier classifier = TinyImage.network(folder);
        Probes probes =
            new Probes(classifier, "features", ExplanationPlan.BATCH, passes::addAndGet)) {
      SignedMap map = new ScoreCam().maps(probes.of(flat, FIRST, SECOND)).get(0);
      assertThat(map.values()).containsExactly(new float[] {1.5f, 1.5f, 1.5f, 1.5f}, within(1e-6f));
      assertThat(passes).hasValue(TinyImage.ACTIVATIONS + 1);
    }
  }

  @Test
  void integratedScoreCamTakesTheMeanOfTheScoresAsTheMaskFadesIn() throws Exception {
    // masks of 1/2 and 1 give half the scores and all of them: 3/4 on average
    assertThat(TinyImage.map(folder, new IntegratedScoreCam(samples(2)), FIRST))
        .containsExactly(softmaxMap(0.75 * 2.25, 0), within(1e-5f));
  }

  @Test
  void smoothedScoreCamTakesTheMeanOfTheScoresThroughNoisyMasks() throws Exception {
    assertSmoothed(new MethodSettings(Convention.PYTORCH_GRAD_CAM, 3, 7), 0.1);
    assertSmoothed(new MethodSettings(Convention.PAPER, 3, 7), 2);
  }

  private void assertSmoothed(MethodSettings settings, double deviation) throws Exception {
    double[] scores = new double[2];
    float[][] masks = {{1, 0.5f, 0, 0}, {0, 1, 1, 0}};
    for (int sample = 0; sample < settings.samples(); sample++) {
      for (int k = 0; k < masks.length; k++) {
        float[] mask = masks[k].clone();
        new Noise(settings.seed(), deviation).add(sample, mask);
        for (int i = 0; i < mask.length; i++) {
          // y_0 = S(2 ReLU(R) - ReLU(G)) / 4: a mask below 0 turns the image's sign
          scores[k] += Math.max(0, mask[i]) * (2 * RED[i] - GREEN[i]) / 4 / settings.samples();
        }
      }
    }
    assertThat(TinyImage.map(folder, new SmoothedScoreCam(settings), FIRST))
        .containsExactly(softmaxMap(scores[0], scores[1]), within(1e-5f));
  }

  @Test
  void ablationCamWeighsByHowFarTheScoreFalls() throws Exception {
    // y = 2; without red -4/4 = -1, so w_0 = (2 + 1) / 2 = 3/2; without green 12/4 = 3, w_1 = -1/2
    assertThat(TinyImage.map(folder, new AblationCam(), FIRST))
        .containsExactly(new float[] {6, 2, -1, 0}, within(1e-5f));
  }

  @Test
  void ablationCamOfTheEvidenceAgainstHasTheOtherSign() throws Exception {
    assertThat(TinyImage.map(folder, new AblationCam(), FIRST.opposite()))
        .containsExactly(new float[] {-6, -2, 1, 0}, within(1e-5f));
  }

  @Test
  void ablationCamOfAScoreOfZeroHasThePlainDifferences() throws Exception {
    // R = 1, 0, 0, 0 and G = 0, 2, 0, 0: y = 0; without red -1/2, w_0 = 1/2; without green w_1 =
    // -1/2
    float[] input = {1, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0};
    assertThat(TinyImage.map(folder, new AblationCam(), FIRST, input))
        .containsExactly(new float[] {0.5f, -1, 0, 0}, within(1e-6f));
  }

  @Test
  void ablationCamLeavesOutFeatureMapsOfZeros() throws Exception {
    float[] red = {4, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0};
    AtomicLong passes = new AtomicLong();
    try (Classifier classifier = TinyImage.network(folder);
        Probes probes =
            new Probes(classifier, "features", ExplanationPlan.BATCH, passes::addAndGet)) {
      SignedMap map = new AblationCam().maps(probes.of(red, FIRST)).get(0);
      // y = 3, without red 0: w_0 = 1; passes: activations, the image itself, without red
      assertThat(map.values()).containsExactly(new float[] {4, 2, 0, 0}, within(1e-6f));
      assertThat(passes).hasValue(TinyImage.ACTIVATIONS + 2);
    }
  }

  /** Each place adds (2 R - G) / 4 = 2, 1/2, -1/2, 0 to y_0. */
  @Test
  void reciproCamHasTheScoreOfEachPlaceThroughAGaussianWindow() throws Exception {
    // 16 y_0 = 4 * 2 + 2 (1/2 - 1/2) + 0 = 8 at the first, 5.5, 2.5 and 2 at the others
    assertThat(TinyImage.map(folder, new ReciproCam(), FIRST))
        .containsExactly(new float[] {6f / 16, 3.5f / 16, 0.5f / 16, 0}, within(1e-6f));
  }

  @Test
  void reciproCamOfTheEvidenceAgainstIsHotWhereTheScoreIsLow() throws Exception {
    assertThat(TinyImage.map(folder, new ReciproCam(), FIRST.opposite()))
        .containsExactly(new float[] {0, 2.5f / 16, 5.5f / 16, 6f / 16}, within(1e-6f));
  }

  @Test
  void reciproCamOfScoresThatAreTheSameEverywhereIsZero() throws Exception {
    // red and green of 1 everywhere: every window holds 9/16 of the same
    float[] even = {1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 1, 0};
    assertThat(TinyImage.map(folder, new ReciproCam(), FIRST, even)).containsOnly(0);
  }

  @Test
  void smoothGradCamPlusPlusWeighsByTheMeanPowersOfTheGradient() throws Exception {
    // whatever the noise, G_0 = 2/4 and G_1 = -1/4; a_0 = 1/4 / (2/4 + 6 / 8) = 1/5,
    // w_0 = 4 places * 1/5 * 1/2 = 2/5; w_1 = 0, as its gradient is negative
    assertThat(TinyImage.map(folder, new SmoothGradCamPlusPlus(samples(3)), FIRST))
        .containsExactly(new float[] {1.6f, 0.8f, 0, 0}, within(1e-5f));
  }

  @Test
  void guidedGradCamIsTheGuidedGradientWhereGradCamIsBright() throws Exception {
    // Grad-CAM: R / 2 - G / 4 = 2, 1/2, -1/2, 0, its ReLU 2, 1/2, 0, 0; guided: 1/2, 1/2, 0, 0
    assertThat(TinyImage.map(folder, new GuidedGradCam(), FIRST))
        .containsExactly(new float[] {1, 0.25f, 0, 0}, within(1e-6f));
  }

  /** w_0 R + w_1 G with w the softmax of the scores. */
  private static float[] softmaxMap(double first, double second) {
    double share = 1 / (1 + Math.exp(second - first));
    float[] map = new float[RED.length];
    for (int i = 0; i < map.length; i++) {
      map[i] = (float) (share * RED[i] + (1 - share) * GREEN[i]);
    }
    return map;
  }
}
