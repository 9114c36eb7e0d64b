package io.github.gradcam.explain.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.explain.Convention;
import io.github.gradcam.explain.FormulaRun;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

/**
 * The first principal components by hand. A map is X v with v the first right singular vector of X,
 * the contributions as [places, features].
 */
class EigenFormulasTest {

  private static final Offset<Float> EXACT = within(1e-5f);
  private static final Shape TWO_PLACES = Shape.of(1, 2, 2);
  private static final Shape FOUR_PLACES = Shape.of(2, 2, 2);
  private static final EigenCam PAPER = new EigenCam(Convention.PAPER);
  private static final EigenCam LIBRARY = new EigenCam(Convention.PYTORCH_GRAD_CAM);

  /** Rows (3, 0) and (4, 5). */
  private static final float[] TWO = {3, 0, 4, 5};

  /** A_0 = 2 1 0 -1, A_1 = 1 2 -1 0. */
  private static final float[] FOUR = {2, 1, 1, 2, 0, -1, -1, 0};

  private static float root(double square) {
    return (float) Math.sqrt(square);
  }

  @Test
  void papersEigenCamProjectsOnTheFirstSingularVector() {
    // X'X = (25 20; 20 25), whose first eigenvector is (1, 1) / sqrt 2: 3 / sqrt 2, 9 / sqrt 2
    assertThat(FormulaRun.signed(PAPER, TWO, TWO, TWO_PLACES))
        .containsExactly(new float[] {3 / root(2), 9 / root(2)}, EXACT);
  }

  @Test
  void librarysEigenCamTakesTheFeaturesMeansAway() {
    // means 3.5 and 2.5: rows -(0.5, 2.5) and (0.5, 2.5), of length sqrt 6.5
    assertThat(FormulaRun.signed(LIBRARY, TWO, TWO, TWO_PLACES))
        .containsExactly(new float[] {-root(6.5), root(6.5)}, EXACT);
  }

  @Test
  void bothWorkWithMorePlacesThanFeatures() {
    // X'X = (6 4; 4 6): (1, 1) / sqrt 2. Means 1/2: (5 3; 3 5), the same vector
    assertThat(FormulaRun.signed(PAPER, FOUR, FOUR, FOUR_PLACES))
        .containsExactly(new float[] {3 / root(2), 3 / root(2), -1 / root(2), -1 / root(2)}, EXACT);
    assertThat(FormulaRun.signed(LIBRARY, FOUR, FOUR, FOUR_PLACES))
        .containsExactly(new float[] {root(2), root(2), -root(2), -root(2)}, EXACT);
  }

  @Test
  void signIsTheOneInWhichTheMapAgreesWithTheMeanFeature() {
    float[] turned = {-3, 0, -4, -5}; // the second place is the less active one now
    assertThat(FormulaRun.signed(PAPER, turned, turned, TWO_PLACES))
        .containsExactly(new float[] {-3 / root(2), -9 / root(2)}, EXACT);
    assertThat(FormulaRun.signed(LIBRARY, turned, turned, TWO_PLACES))
        .containsExactly(new float[] {root(6.5), -root(6.5)}, EXACT);
  }

  @Test
  void eigenGradCamDecomposesActivationTimesGradient() {
    // G_0 = 1 -1 2 0, G_1 = 0 1 -1 4: products 2 -1 0 0 and 0 2 1 0
    float[] gradients = {1, 0, -1, 1, 2, -1, 0, 4};
    // X'X = (5 -2; -2 5): v = (1, -1) / sqrt 2; the mean product 1 1/2 1/2 0 fixes the sign
    float[] paper = {2 / root(2), -3 / root(2), -1 / root(2), 0};
    assertThat(FormulaRun.signed(new EigenGradCam(Convention.PAPER), FOUR, gradients, FOUR_PLACES))
        .containsExactly(paper, EXACT);
    // means 1/4 and 3/4: X'X = (4.75 -2.75; -2.75 2.75), of which the larger eigenvalue is
    double eigenvalue = 3.75 + Math.sqrt(1 + 2.75 * 2.75);
    // and (2.75, 4.75 - eigenvalue) its vector
    double length = Math.hypot(2.75, 4.75 - eigenvalue);
    float first = (float) (2.75 / length);
    float second = (float) ((4.75 - eigenvalue) / length);
    float[] library = {
      1.75f * first - 0.75f * second,
      -1.25f * first + 1.25f * second,
      -0.25f * first + 0.25f * second,
      -0.25f * first - 0.75f * second
    };
    assertThat(
            FormulaRun.signed(
                new EigenGradCam(Convention.PYTORCH_GRAD_CAM), FOUR, gradients, FOUR_PLACES))
        .containsExactly(library, EXACT);
  }

  @Test
  void eigenCamAsksForNoGradient() {
    assertThat(FormulaRun.signed(PAPER, FOUR, new float[8], FOUR_PLACES))
        .containsExactly(FormulaRun.signed(PAPER, FOUR, FOUR, FOUR_PLACES));
  }
}
