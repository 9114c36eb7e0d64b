package io.github.gradcam.evaluate.faithfulness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.image.RgbImage;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PerturbationCurveTest {

  private static final Offset<Double> CLOSE = within(1e-6);
  private static final int WIDTH = 20;
  private static final int HEIGHT = 10;

  private final RedShare network = new RedShare(WIDTH, HEIGHT);
  private final RgbImage photo = RedShare.picture(WIDTH, HEIGHT, 10);
  private final RgbImage black = RedShare.picture(WIDTH, HEIGHT, 0);

  @Test
  void deletingTheEvidenceFirstLeavesAQuarterOfTheArea() {
    // 0.5, 0.45 ... 0 after ten steps, then 0: 0.5 * 0.5 / 2.
    PerturbationCurve curve = deletion(perfect());
    assertThat(curve.probabilities()[0]).isEqualTo(0.5f);
    assertThat(curve.probabilities()[5]).isEqualTo(0.25f);
    assertThat(curve.probabilities()[10]).isZero();
    assertThat(curve.auc()).isEqualTo(0.125, CLOSE);
  }

  @Test
  void deletingTheEvidenceLastKeepsTheProbabilityForHalfTheWay() {
    // 0.5 for ten steps, then falling to 0: 0.5 * 0.5 + 0.5 * 0.5 / 2.
    assertThat(deletion(reverse()).auc()).isEqualTo(0.375, CLOSE);
  }

  @Test
  void insertionOfTheEvidenceFirstAndLast() {
    assertThat(insertion(perfect()).auc()).isEqualTo(0.375, CLOSE);
    assertThat(insertion(reverse()).auc()).isEqualTo(0.125, CLOSE);
  }

  @Test
  void blankMapHasTheAreaOfARandomOrder() {
    assertThat(deletion(new float[WIDTH * HEIGHT]).auc()).isEqualTo(0.25, within(0.03));
    assertThat(insertion(new float[WIDTH * HEIGHT]).auc()).isEqualTo(0.25, within(0.03));
  }

  @Test
  void onlyImagesBetweenTheEndsAreScoredInOneCall() {
    List<ScoredImage> ends = ends();
    int before = network.calls();
    int[] order = PixelOrder.byFallingHeat(perfect(), 1);
    int[] counts = new int[1];
    ClassScorer counting =
        (pixels, count, classIndex) -> {
          counts[0] += count;
          return network.probabilities(pixels, count, classIndex);
        };
    PerturbationCurve.between(ends.get(0), ends.get(1), order, 0, counting);
    assertThat(network.calls() - before).isEqualTo(1);
    assertThat(counts[0]).isEqualTo(PerturbationCurve.STEPS - 1);
  }

  @Test
  void curveOfTheOtherClassRises() {
    List<ScoredImage> ends = ScoredImage.of(List.of(photo, black), 1, network);
    int[] order = PixelOrder.byFallingHeat(perfect(), 1);
    PerturbationCurve curve =
        PerturbationCurve.between(ends.get(0), ends.get(1), order, 1, network);
    assertThat(curve.auc()).isEqualTo(0.875, CLOSE);
  }

  @Test
  void imageSmallerThanTheStepsStillHasAllPointsOfTheCurve() {
    RedShare one = new RedShare(1, 1);
    List<ScoredImage> ends =
        ScoredImage.of(List.of(RedShare.picture(1, 1, 1), RedShare.picture(1, 1, 0)), 0, one);
    PerturbationCurve curve =
        PerturbationCurve.between(ends.get(0), ends.get(1), new int[] {0}, 0, one);
    assertThat(curve.probabilities()).hasSize(21).startsWith(1, 1).endsWith(0, 0);
  }

  @Test
  void areaIsThatOfTheTrapezoids() {
    assertThat(new PerturbationCurve(new float[] {1, 0.5f, 0.25f}).auc()).isEqualTo(0.5625, CLOSE);
  }

  @Test
  void orderOfAnotherSizeIsAnError() {
    List<ScoredImage> ends = ends();
    assertThatThrownBy(
            () -> PerturbationCurve.between(ends.get(0), ends.get(1), new int[] {0, 1}, 0, network))
        .hasMessage(
            "Expected image, baseline and map of one size, found 20 x 10, 20 x 10 and 2 pixels");
  }

  @Test
  void networkThatAnswersForAnotherNumberOfImagesIsAnError() {
    assertThatThrownBy(
            () -> ScoredImage.of(List.of(photo), 0, (pixels, count, index) -> new float[2]))
        .hasMessage("Expected a probability for each of 1 images, found 2");
    assertThat(ScoredImage.of(List.of(), 0, network)).isEmpty();
  }

  private PerturbationCurve deletion(float[] heat) {
    int[] order = PixelOrder.byFallingHeat(heat, 1);
    return PerturbationCurve.between(ends().get(0), ends().get(1), order, 0, network);
  }

  private PerturbationCurve insertion(float[] heat) {
    int[] order = PixelOrder.byFallingHeat(heat, 1);
    return PerturbationCurve.between(ends().get(1), ends().get(0), order, 0, network);
  }

  private List<ScoredImage> ends() {
    return ScoredImage.of(List.of(photo, black), 0, network);
  }

  /** Hot where the image is red. */
  private static float[] perfect() {
    float[] heat = new float[WIDTH * HEIGHT];
    for (int i = 0; i < heat.length; i++) {
      heat[i] = i % WIDTH < 10 ? 1 : 0;
    }
    return heat;
  }

  private static float[] reverse() {
    float[] heat = perfect();
    for (int i = 0; i < heat.length; i++) {
      heat[i] = 1 - heat[i];
    }
    return heat;
  }
}
