package io.github.gradcam.explain.method;

import static io.github.gradcam.explain.SmallNetwork.placeWeights;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.explain.CamMethod;
import io.github.gradcam.explain.Convention;
import io.github.gradcam.explain.Explainer;
import io.github.gradcam.explain.SmallNetwork;
import io.github.gradcam.model.Classifier;
import java.nio.file.Path;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The class activation maps by hand, through a network of four places and two features whose logit
 * is a weighted sum of all eight, so that the gradients are the weights:
 *
 * <pre>
 *   A_0 =  2  1  0 -1      G_0 = 1 -1  2  0
 *   A_1 =  1  2 -1  0      G_1 = 0  1 -1  4
 * </pre>
 */
public class CamFormulasTest {

  private static final byte[] PICTURE =
      SmallNetwork.pixels(new int[] {2, 1, 0, -1}, new int[] {1, 2, -1, 0});
  private static final float[][] ONE = {{1, -1, 2, 0}, {0, 1, -1, 4}};
  private static final float[][] FAINT = {{1e-3f, 0, 0, 0}, {0, 0, 0, 0}};
  private static final Offset<Float> EXACT = within(1e-5f);

  @TempDir static Path folder;
  private static Classifier classifier;

  @BeforeAll
  static void load() throws Exception {
    classifier = new SmallNetwork(2, placeWeights(ONE, FAINT)).load(folder);
  }

  @AfterAll
  static void close() {
    classifier.close();
  }

  private static float[] signed(CamMethod method, int classIndex) {
    try (Explainer explainer = new Explainer(classifier, classifier.layer("features"), method)) {
      return explainer.explain(PICTURE, classIndex).get(0).signed().values();
    }
  }

  @Test
  void gradCamWeighsFeaturesByTheMeanGradient() {
    // alpha = 2 / 4 and 4 / 4: 1/2 A_0 + A_1
    assertThat(signed(new GradCam(), 0)).containsExactly(new float[] {2, 2.5f, -1, -0.5f}, EXACT);
  }

  @Test
  void hiResCamMultipliesPlaceByPlace() {
    // G_0 A_0 = 2 -1 0 0; G_1 A_1 = 0 2 1 0
    assertThat(signed(new HiResCam(), 0)).containsExactly(new float[] {2, 1, 1, 0}, EXACT);
  }

  @Test
  void hiResCamSumsToTheLogitOfALinearHead() {
    float[] map = signed(new HiResCam(), 0);
    float logit = classifier.logits(PICTURE, 1)[0][0];
    assertThat(map[0] + map[1] + map[2] + map[3]).isCloseTo(logit, EXACT);
  }

  @Test
  void elementWiseGradCamDropsNegativeProducts() {
    // of HiResCAM's products, the -1 goes
    assertThat(signed(new ElementWiseGradCam(), 0))
        .containsExactly(new float[] {2, 2, 1, 0}, EXACT);
  }

  @Test
  void layerCamDropsNegativeGradientsOnly() {
    // max(G_0, 0) A_0 = 2 0 0 0; max(G_1, 0) A_1 = 0 2 0 0: the (-1)(-1) goes, too
    assertThat(signed(new LayerCam(), 0)).containsExactly(new float[] {2, 2, 0, 0}, EXACT);
  }

  @Test
  void xGradCamWeighsGradientsByTheShareOfTheActivation() {
    // S(A_0) = S(A_1) = 2; alpha = (2 - 1) / 2 and (2 + 1) / 2: 1/2 A_0 + 3/2 A_1
    assertThat(signed(new XGradCam(), 0))
        .containsExactly(new float[] {2.5f, 3.5f, -1.5f, -0.5f}, EXACT);
  }

  @Test
  void gradCamPlusPlusFollowsEquation19() {
    // S = 2, so a = G^2 / (2 G^2 + 2 G^3) = 1 / (2 + 2 G): 1/4 for 1, 1/6 for 2, 1/10 for 4
    // alpha_0 = 1/4 + 2/6 = 7/12; alpha_1 = 1/4 + 4/10 = 13/20; where G = -1, 2 + 2 G is 0
    float[] expected = {14 / 12f + 13 / 20f, 7 / 12f + 26 / 20f, -13 / 20f, -7 / 12f};
    assertThat(signed(new GradCamPlusPlus(Convention.PAPER), 0)).containsExactly(expected, EXACT);
    assertThat(signed(new GradCamPlusPlus(Convention.PYTORCH_GRAD_CAM), 0))
        .containsExactly(expected, EXACT);
  }

  @Test
  void librarysGradCamPlusPlusShrinksFaintGradients() {
    // G = 1e-3, S = 2: G^2 = 1e-6, 2 G^2 + 2 G^3 = 2.002e-6; the library adds 1e-6
    float paper = (float) (1e-3 * 1 / 2.002);
    float library = (float) (1e-3 * 1 / 3.002);
    assertThat(signed(new GradCamPlusPlus(Convention.PAPER), 1))
        .containsExactly(new float[] {2 * paper, paper, 0, -paper}, within(1e-8f));
    assertThat(signed(new GradCamPlusPlus(Convention.PYTORCH_GRAD_CAM), 1))
        .containsExactly(new float[] {2 * library, library, 0, -library}, within(1e-8f));
  }

  @Test
  void randomCamIsTheSameForASeedAndAClassButNotForAnotherSeed() {
    float[] one = signed(new RandomCam(1), 0);
    assertThat(signed(new RandomCam(1), 0)).containsExactly(one);
    assertThat(signed(new RandomCam(1), 1)).containsExactly(one);
    assertThat(signed(new RandomCam(2), 0)).isNotEqualTo(one);
  }

  @Test
  void randomCamIsAWeightedSumOfFeaturesWithWeightsUpToOne() {
    float[] map = signed(new RandomCam(1), 0);
    // place 3 is -w_0, place 2 is -w_1
    float first = -map[3];
    float second = -map[2];
    assertThat(first).isBetween(-1f, 1f);
    assertThat(second).isBetween(-1f, 1f).isNotEqualTo(first);
    assertThat(map[0]).isCloseTo(2 * first + second, EXACT);
    assertThat(map[1]).isCloseTo(first + 2 * second, EXACT);
  }

  @Test
  void camIsRefusedWhereTheHeadIsNoMean() {
    assertThatThrownBy(() -> signed(new Cam(), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("CAM needs a layer with only a mean over the places")
        .hasMessageContaining("'features'");
  }

  @Test
  void camIsGradCamTimesTheNumberOfPlaces(@TempDir Path other) throws Exception {
    // class 0 weighs the features' means by 3 and -2: 3 A_0 - 2 A_1; Grad-CAM has a quarter of it
    try (Classifier pooled = new SmallNetwork(2, new float[][] {{3, 0}, {-2, 0}}).load(other);
        Explainer cam = new Explainer(pooled, pooled.layer("features"), new Cam());
        Explainer gradCam = new Explainer(pooled, pooled.layer("features"), new GradCam())) {
      assertThat(cam.explain(PICTURE, 0).get(0).signed().values())
          .containsExactly(new float[] {4, -1, 2, -3}, EXACT);
      assertThat(gradCam.explain(PICTURE, 0).get(0).signed().values())
          .containsExactly(new float[] {1, -0.25f, 0.5f, -0.75f}, EXACT);
    }
  }
}
