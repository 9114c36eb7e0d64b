package io.github.gradcam.evaluate.faithfulness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.evaluate.statistics.Bootstrap;
import io.github.gradcam.evaluate.statistics.Interval;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecommendationTest {

  @Test
  void highestScoreIsBelievedWithItsLeadOverRandomAtTheSameLayer() {
    Recommendation recommendation =
        new Scores()
            .add("gradcam", "add_7", 0.1, Scores.around(0.2, 20))
            .add("layercam", "add_7", 0.1, Scores.around(0.4, 20))
            .add("random", "add_7", 0.9, Scores.around(0.1, 20))
            .add("random", "add_5", 0.9, Scores.around(0.3, 20))
            .recommendation();
    assertThat(recommendation.method()).isEqualTo("layercam");
    assertThat(recommendation.layer()).isEqualTo("add_7");
    assertThat(recommendation.beatsRandom()).isTrue();
    assertThat(recommendation.margin().mean()).isEqualTo(0.3, within(1e-9));
    assertThat(recommendation.chance()).isZero();
    assertThat(recommendation.equallyGood()).isEmpty();
    assertThat(recommendation.text())
        .isEqualTo(
            "Believe layercam at add_7: it has the highest insertion - deletion, 0.400, and leads"
                + " random by 0.300 (95 % interval 0.300 to 0.300) over 20 images.");
  }

  @Test
  void randomOfTheBestLayerIsTheRivalWhereTheLayerHasNone() {
    Recommendation recommendation =
        new Scores()
            .add("gradcam", "add_7", 0.1, Scores.around(0.5, 20))
            .add("random", "add_3", 0.9, Scores.around(0.1, 20))
            .add("random", "add_5", 0.9, Scores.around(0.3, 20))
            .recommendation();
    assertThat(recommendation.margin().mean()).isEqualTo(0.2, within(1e-9));
  }

  @Test
  void candidateThatFailsTheSanityCheckIsNotBelieved() {
    Recommendation recommendation =
        new Scores()
            .add("gradcam", "add_7", 0.49, Scores.around(0.2, 20))
            .add("edges", "add_7", 0.5, Scores.around(0.9, 20))
            .add("random", "add_7", 0, Scores.around(0.1, 20))
            .recommendation();
    assertThat(recommendation.method()).isEqualTo("gradcam");
    assertThat(recommendation.equallyGood()).isEmpty();
  }

  @Test
  void candidateOverFewImagesIsNotRankedBesideThoseWithMore() {
    Scores scores =
        new Scores()
            .add("rise", "input", 0.1, 0.9)
            .add("gradcam", "add_7", 0.1, Scores.around(0.4, 20))
            .add("random", "add_7", 0.9, Scores.around(0.1, 20));
    Recommendation recommendation = scores.recommendation();
    assertThat(recommendation.method()).isEqualTo("gradcam");
    assertThat(recommendation.beatsRandom()).isTrue();
    assertThat(recommendation.equallyGood()).isEmpty();
    assertThat(recommendation.text())
        .endsWith(" over 20 images; rise at input was measured on too few images to be ranked.");
    assertThat(scores.table().candidates(1))
        .extracting(CandidateScore::method)
        .containsExactly("gradcam", "random", "rise");
  }

  private static double[] easyThenHard(double easy, double hard) {
    return IntStream.range(0, 20).mapToDouble(i -> i < 10 ? easy : hard).toArray();
  }

  @Test
  void candidateOverFewerImagesIsComparedOverTheSameImages() {
    double[] easy = new double[10];
    Arrays.fill(easy, 0.8);
    double[] easier = new double[10];
    Arrays.fill(easier, 0.95);
    Scores scores =
        new Scores()
            .add("gradcam", "add_7", 0.1, easyThenHard(0.9, 0.3))
            .add("random", "add_7", 0.9, easyThenHard(0.1, 0.1))
            .add("rise", "input", 0.1, easy);
    // 0.8 over 10 easy images is less than the 0.9 of the other there, though its mean is 0.6
    assertThat(scores.recommendation().method()).isEqualTo("gradcam");
    assertThat(scores.recommendation().equallyGood()).isEmpty();
    scores.add("sscam", "add_7", 0.1, easier);
    assertThat(scores.recommendation().method()).isEqualTo("sscam");
  }

  @Test
  void leadWithinTheNoiseIsNotSaidToBeatRandom() {
    Recommendation recommendation =
        new Scores()
            .add("gradcam", "add_7", 0.1, Scores.noisy(0.21, 0.5, 20, 1))
            .add("random", "add_7", 0.9, Scores.noisy(0.2, 0.5, 20, 2))
            .recommendation();
    assertThat(recommendation.beatsRandom()).isFalse();
    assertThat(recommendation.method()).isEqualTo("gradcam");
    assertThat(recommendation.text())
        .startsWith(
            "No method is shown to beat random in insertion - deletion over 20 images: the lead of the best, gradcam at"
                + " add_7, is ")
        .endsWith("; measure more images.");
  }

  @Test
  void runnerUpWithinTheNoiseIsEquallyGood() {
    Recommendation recommendation =
        new Scores()
            .add("a", "l", 0.1, Scores.noisy(0.6, 0.2, 20, 1))
            .add("b", "l", 0.1, Scores.noisy(0.6, 0.2, 20, 2))
            .add("c", "l", 0.1, Scores.noisy(0.3, 0.2, 20, 3))
            .add("random", "l", 0.9, Scores.noisy(0.1, 0.2, 20, 4))
            .recommendation();
    assertThat(recommendation.beatsRandom()).isTrue();
    assertThat(recommendation.equallyGood()).hasSize(1);
    assertThat(recommendation.text())
        .endsWith(
            "; within the noise " + recommendation.equallyGood().get(0) + " is equally good.");
  }

  @Test
  void manyEquallyGoodOnesAreCounted() {
    Scores scores = new Scores();
    for (int i = 0; i < 6; i++) {
      scores.add("m" + i, "l", 0.1, Scores.around(0.5, 20));
    }
    assertThat(scores.add("random", "l", 0, Scores.around(0, 20)).recommendation().text())
        .endsWith("; within the noise m1 at l, m2 at l, m3 at l and 2 more are equally good.");
  }

  @Test
  void bestOfManyThatAreNoBetterThanChanceIsNotBelieved() {
    double[] random = new double[30];
    Scores scores = new Scores().add("random", "l", 0.9, random);
    int alone = 0;
    for (int i = 1; i <= 60; i++) {
      double[] noise = Scores.noisy(0, 1, 30, i);
      scores.add("m" + i, "l", 0.1, noise);
      alone += Bootstrap.difference(noise, random, 1).aboveZero() ? 1 : 0;
    }
    Recommendation recommendation = scores.recommendation();
    assertThat(alone).isPositive(); // some intervals lie above zero
    assertThat(recommendation.margin().aboveZero()).isTrue();
    assertThat(recommendation.chance()).isGreaterThan(0.05);
    assertThat(recommendation.beatsRandom()).isFalse();
    assertThat(recommendation.text()).contains(", as the best of 60 may by luck in ");
  }

  @Test
  void fewImagesShowNothing() {
    Recommendation recommendation =
        new Scores()
            .add("gradcam", "l", 0.1, 0.5, 0.6, 0.7)
            .add("random", "l", 0.9, 0.1, 0.1, 0.1)
            .recommendation();
    assertThat(recommendation.margin().aboveZero()).isTrue();
    assertThat(recommendation.beatsRandom()).isFalse();
    assertThat(recommendation.text()).contains(", which so few images cannot show");
  }

  @Test
  void oneImageHasALeadWithoutAnInterval() {
    Recommendation recommendation =
        new Scores().add("gradcam", "l", 0.1, 0.5).add("random", "l", 0.9, 0.1).recommendation();
    assertThat(recommendation.margin()).isEqualTo(new Interval(0.4, null, null, 1));
    assertThat(recommendation.text())
        .isEqualTo(
            "No method is shown to beat random in insertion - deletion over 1 image: the lead of the best, gradcam at l,"
                + " is 0.400; measure more images.");
  }

  @Test
  void withoutRandomWeightsTheTextSaysSo() {
    Recommendation recommendation =
        new Scores().add("gradcam", "l", Double.NaN, Scores.around(0.5, 20)).recommendation();
    assertThat(recommendation.beatsRandom()).isFalse();
    assertThat(recommendation.margin()).isEqualTo(Interval.NONE);
    assertThat(recommendation.text())
        .isEqualTo(
            "gradcam at l has the highest insertion - deletion, 0.500 over 20 images, but was not"
                + " compared with random; the sanity check was not made.");
  }

  @Test
  void nothingIsBelievedWhereNothingPasses() {
    Recommendation recommendation =
        new Scores()
            .add("gradcam", "l", 0.8, Scores.around(0.5, 20))
            .add("random", "l", 0.1, Scores.around(0.1, 20))
            .recommendation();
    assertThat(recommendation.method()).isNull();
    assertThat(recommendation.text()).startsWith("No candidate of 2 can be believed");
  }
}
