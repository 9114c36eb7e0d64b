package io.github.gradcam.evaluate.faithfulness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class MeasureAgreementTest {

  /** Worst by all measures, which is no agreement on the others. */
  private static final String RANDOM = "random";

  @Test
  void concordanceIsThatOfKendall() {
    assertThat(MeasureAgreement.concordance(new double[][] {{1, 2, 3}, {1, 2, 3}})).isEqualTo(1);
    assertThat(MeasureAgreement.concordance(new double[][] {{1, 2, 3}, {3, 1, 2}, {2, 3, 1}}))
        .isZero();
    // sums 2, 5, 5 about 4: 12 x 6 / (4 x 24)
    assertThat(MeasureAgreement.concordance(new double[][] {{1, 2, 3}, {1, 3, 2}}))
        .isEqualTo(0.75, within(1e-12));
    // sums 2, 4.5, 5.5 about 4, and two that are equal: 12 x 6.5 / (4 x 24 - 2 x 6)
    assertThat(MeasureAgreement.concordance(new double[][] {{1, 2.5, 2.5}, {1, 2, 3}}))
        .isEqualTo(78 / 84.0, within(1e-12));
  }

  /** Candidates a, b and c with a mean for each measure, and an image's own part. */
  private static MeasureAgreement agreement(int images, Map<Measure, double[]> means) {
    List<ImageScore> scores = new ArrayList<>();
    for (int image = 0; image < images; image++) {
      scores.add(
          new ImageScore(
              "image " + image,
              new Candidate(RANDOM, "l"),
              Map.of(
                  Measure.INSERTION_MINUS_DELETION, -1.0,
                  Measure.ROAD, -1.0,
                  Measure.GRID, -1.0)));
      for (int c = 0; c < 3; c++) {
        int candidate = c;
        double own = (image * 7 + c * 3) % 5 * 0.01;
        Map<Measure, Double> values = new java.util.EnumMap<>(Measure.class);
        means.forEach((measure, mean) -> values.put(measure, mean[candidate] + own));
        scores.add(
            new ImageScore(
                "image " + image, new Candidate("abc".substring(c, c + 1), "l"), values));
      }
    }
    ScoreTable table = new ScoreTable(scores);
    return MeasureAgreement.of(table, table.candidates(1), RANDOM, 1);
  }

  @Test
  void measuresThatAgreeSaySo() {
    double[] falling = {0.9, 0.5, 0.1};
    MeasureAgreement same =
        Objects.requireNonNull(
            agreement(
                20,
                Map.of(
                    Measure.INSERTION_MINUS_DELETION, falling,
                    Measure.ROAD, falling,
                    Measure.GRID, falling)));
    assertThat(same.concordance().mean()).isEqualTo(1, within(1e-12));
    assertThat(same.measures())
        .containsExactly(Measure.INSERTION_MINUS_DELETION, Measure.ROAD, Measure.GRID);
    assertThat(same.ranks()).extracting(rank -> rank.place().mean()).containsExactly(1.0, 2.0, 3.0);
    assertThat(same.ranks().get(0).place().high()).isEqualTo(1);
    assertThat(same.text())
        .isEqualTo(
            "On the order of the methods the measures ins-del, road, grid largely agree: Kendall's"
                + " W is 1.00 (95 % interval 1.00 to 1.00; unrelated orders give about 0.33). All put"
                + " a at l first. Ranks by ins-del, 95 % intervals: a at l 1 to 1, b at l 2 to 2, c at"
                + " l 3 to 3.");
  }

  @Test
  void measuresThatDisagreeSayWhomEachPutsFirst() {
    MeasureAgreement other =
        Objects.requireNonNull(
            agreement(
                20,
                Map.of(
                    Measure.INSERTION_MINUS_DELETION, new double[] {0.9, 0.5, 0.1},
                    Measure.GRID, new double[] {0.1, 0.5, 0.9})));
    // sums 4, 4, 4
    assertThat(other.concordance().mean()).isZero();
    assertThat(other.text())
        .contains("ins-del, grid hardly agree: Kendall's W is 0.00")
        .endsWith(
            "By ins-del the first is a at l, by grid c at l. Ranks by ins-del, 95 % intervals: a at"
                + " l 1 to 1, b at l 2 to 2, c at l 3 to 3.");
  }

  @Test
  void candidatesThatAreNoDifferentHaveWideRanks() {
    double[] same = {0.5, 0.5, 0.5};
    MeasureAgreement noise =
        Objects.requireNonNull(
            agreement(20, Map.of(Measure.INSERTION_MINUS_DELETION, same, Measure.ROAD, same)));
    noise
        .ranks()
        .forEach(
            rank -> {
              assertThat(rank.place().low()).isLessThan(1.6);
              assertThat(rank.place().high()).isGreaterThan(2.4);
            });
  }

  @Test
  void tooLittleIsNotCompared() {
    double[] some = {0.9, 0.5, 0.1};
    assertThat(agreement(20, Map.of(Measure.INSERTION_MINUS_DELETION, some))).isNull();
    assertThat(agreement(9, Map.of(Measure.INSERTION_MINUS_DELETION, some, Measure.ROAD, some)))
        .isNull();
  }

  @Test
  void candidatesThatAreAllEqualAreNotCompared() {
    List<ImageScore> scores = new ArrayList<>();
    for (int image = 0; image < 20; image++) {
      for (String candidate : List.of("a", "b", "c")) {
        scores.add(
            new ImageScore(
                "image " + image,
                new Candidate(candidate, "l"),
                Map.of(Measure.INSERTION_MINUS_DELETION, 0.5, Measure.ROAD, 0.1)));
      }
    }
    ScoreTable table = new ScoreTable(scores);
    assertThat(MeasureAgreement.of(table, table.candidates(1), RANDOM, 1)).isNull();
  }

  @Test
  void imagesAreDrawnAgainTheSameForAllMeasures() {
    // Two kinds of images: a leads by both measures on the one, c on the other. Whichever are
    // drawn,
    // both measures put the candidates in the same order.
    List<ImageScore> scores = new ArrayList<>();
    for (int image = 0; image < 20; image++) {
      double sign = image % 2 == 0 ? 1.1 : -1;
      double[] values = {sign, 0.02, -sign};
      for (int c = 0; c < 3; c++) {
        scores.add(
            new ImageScore(
                "image " + image,
                new Candidate("abc".substring(c, c + 1), "l"),
                Map.of(Measure.INSERTION_MINUS_DELETION, values[c], Measure.ROAD, values[c])));
      }
    }
    ScoreTable table = new ScoreTable(scores);
    MeasureAgreement agreement =
        Objects.requireNonNull(MeasureAgreement.of(table, table.candidates(1), RANDOM, 1));
    assertThat(agreement.concordance().low()).isEqualTo(1, within(1e-12));
    assertThat(agreement.ranks().get(0).place().high()).isEqualTo(3);
  }
}
