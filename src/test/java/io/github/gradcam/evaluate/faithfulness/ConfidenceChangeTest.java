package io.github.gradcam.evaluate.faithfulness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.image.RgbImage;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ConfidenceChangeTest {

  private static final Offset<Double> CLOSE = within(1e-6);

  @Test
  void dropIsTheShareOfTheProbabilityThatIsLost() {
    ConfidenceChange change = new ConfidenceChange(0.8, 0.2);
    assertThat(change.drop()).isEqualTo(0.75, CLOSE);
    assertThat(change.increase()).isZero();
    assertThat(change.gain()).isZero();
  }

  @Test
  void gainIsTheShareOfTheMissingProbabilityThatIsWon() {
    ConfidenceChange change = new ConfidenceChange(0.8, 0.85);
    assertThat(change.drop()).isZero();
    assertThat(change.increase()).isEqualTo(1);
    assertThat(change.gain()).isEqualTo(0.25, CLOSE);
  }

  @Test
  void certainImageCannotGainAndImpossibleOneCannotDrop() {
    assertThat(new ConfidenceChange(1, 1.0000001).gain()).isZero();
    assertThat(new ConfidenceChange(1, 0.5).drop()).isEqualTo(0.5, CLOSE);
    assertThat(new ConfidenceChange(0, 0).drop()).isZero();
    assertThat(new ConfidenceChange(0, 0.5).gain()).isEqualTo(0.5, CLOSE);
  }

  @Test
  void explanationImageMixesImageAndNeutralColourByHeat() {
    RgbImage photo = new RgbImage(3, 1, new byte[] {100, 0, 0, 100, 0, 0, 100, 0, (byte) 250});
    RgbImage shown =
        ConfidenceChange.explanationImage(
            photo, new float[] {0, 0.5f, 1}, new FlatColour(20, 128, 10));
    assertThat(shown.pixels()).containsExactly(20, (byte) 128, 10, 60, 64, 5, 100, 0, (byte) 250);
  }

  @Test
  void heatBeyondTheRangeIsHeldInItAndNoNumberIsCold() {
    RgbImage photo = new RgbImage(3, 1, new byte[] {100, 0, 0, 100, 0, 0, 100, 0, 0});
    RgbImage shown =
        ConfidenceChange.explanationImage(
            photo, new float[] {2, -1, Float.NaN}, new FlatColour(20, 0, 0));
    assertThat(shown.pixels()).containsExactly(100, 0, 0, 20, 0, 0, 20, 0, 0);
  }

  @Test
  void halfOfTheEvidenceIsHalfOfTheDrop() {
    RedShare network = new RedShare(4, 1);
    ScoredImage photo = ScoredImage.of(List.of(RedShare.picture(4, 1, 4)), 0, network).get(0);
    ConfidenceChange change =
        ConfidenceChange.of(photo, new float[] {1, 1, 0, 0}, FlatColour.GREY, 0, network);
    assertThat(change).isEqualTo(new ConfidenceChange(1, 0.5));
  }

  @Test
  void mapOfAnotherSizeIsAnError() {
    RgbImage photo = new RgbImage(3, 1, new byte[9]);
    assertThatThrownBy(
            () -> ConfidenceChange.explanationImage(photo, new float[2], FlatColour.GREY))
        .hasMessage("Expected a map of 3 x 1 values, found 2");
  }
}
