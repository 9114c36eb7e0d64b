package io.github.gradcam.benchmark.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.benchmark.parts.FigureClasses.Contrast;
import io.github.gradcam.image.RgbImage;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Measures of maps made by hand, for a network that adds up known weights of the parts. */
class PartMeasuresTest {

  private static final int HEAD = 1;
  private static final int LEFT = 2;
  private static final int RIGHT = 4;
  private static final int FOOT = 8;
  private static final int BADGE = 16;

  private static final FigureClasses CLASSES = FigureClassesTest.THREE;
  private static final Contrast CONTRAST = CLASSES.contrast(0).orElseThrow();
  private static final int[] SUFFICIENT = CLASSES.minimalSufficient(0);

  /** What each part adds to the logit of a class that has it. */
  private static final double[] WEIGHTS = {1, 2, 3, 4, 5};

  private static final float BIAS = 4.5f;

  /**
   * A figure of class 0: y_0 = 15, y_1 = 1 + 2 + 4.5, y_2 = 3 + 4 + 4.5. One thing changes nothing,
   * one lowers y_0 by 1.
   */
  private static final FigureAnswers ANSWERS = answers();

  private static FigureAnswers answers() {
    float[][] logits = new float[32][3];
    for (int without = 0; without < 32; without++) {
      for (int c = 0; c < 3; c++) {
        logits[without][c] = c == 0 ? 0 : BIAS;
        int seen = CLASSES.common(0, c) & ~without;
        for (int p = 0; p < 5; p++) {
          logits[without][c] += (seen >> p & 1) * (float) WEIGHTS[p];
        }
      }
    }
    float[][] things = {{15, 7.5f, 11.5f}, {14, 7.5f, 11.5f}};
    return new FigureAnswers(0, logits, things);
  }

  private static PartEvidence evidence(double first, double second, double... parts) {
    double total = first + second;
    for (double part : parts) {
      total += part;
    }
    return new PartEvidence(parts, new double[] {first, second}, total);
  }

  /** What the network uses. */
  private static final PartEvidence PERFECT = evidence(0, 1, WEIGHTS);

  /** The reverse, with much on the thing that changes nothing. */
  private static final PartEvidence INVERTED = evidence(5, 0, 5, 4, 3, 2, 1);

  private static final PartEvidence MAP_OF_ONE = evidence(0, 0, 1, 2, 0, 0, 0);
  private static final PartEvidence MAP_OF_OTHER = evidence(0, 0, 0, 0, 3, 4, 0);

  @Test
  void fallsOfTheLogitAreTheWeights() {
    assertThat(ANSWERS.drops(0)).containsExactly(WEIGHTS);
    assertThat(ANSWERS.drops(1)).containsExactly(1, 2, 0, 0, 0);
    assertThat(ANSWERS.thingDrops(0)).containsExactly(0, 1);
    assertThat(ANSWERS.predicted(0)).isZero();
    assertThat(ANSWERS.predicted(BADGE)).isEqualTo(2); // 10, 7.5, 11.5
    assertThat(ANSWERS.predicted(FigureClasses.ALL & ~BADGE)).isZero(); // 5, 4.5, 4.5
  }

  @Test
  void irrelevantIsWhatLowersTheLogitByLessThanOneInTwenty() {
    assertThat(ANSWERS.irrelevantParts()).isZero(); // 1 of 15 is more
    assertThat(ANSWERS.irrelevantThings()).isEqualTo(1);
  }

  @Test
  void importantPartsHaveMoreThanAShareOfAllEvidence() {
    assertThat(PERFECT.total()).isEqualTo(16);
    assertThat(PERFECT.important(0.3)).isEqualTo(BADGE); // above 4.8
    assertThat(PERFECT.important(0.24)).isEqualTo(FOOT | BADGE); // above 3.84
    assertThat(PERFECT.importantThings(0.06)).isEqualTo(2); // above 0.96
    assertThat(INVERTED.important(0.2)).isEqualTo(HEAD); // above 4, which left has not
    assertThat(evidence(0, 0, 0, 0, 0, 0, 0).important(0.01)).isZero();
  }

  @Test
  void perfectMapHasTheHighestOfAllMeasures() {
    int important = PERFECT.important(0.3);
    assertThat(PartMeasures.syntheticDataCheck(SUFFICIENT, important)).isOne();
    assertThat(PartMeasures.preservationCheck(ANSWERS, important)).isOne();
    assertThat(PartMeasures.deletionCheck(ANSWERS, important)).isOne();
    assertThat(PartMeasures.distractibility(ANSWERS, important, 0)).isOne();
    assertThat(PartMeasures.singleDeletion(ANSWERS, PERFECT)).isOne();
    assertThat(PartMeasures.targetSensitivity(ANSWERS, CONTRAST, MAP_OF_ONE, MAP_OF_OTHER)).isOne();
  }

  @Test
  void invertedMapHasTheLowest() {
    int important = INVERTED.important(0.2);
    int things = INVERTED.importantThings(0.2);
    // half of {head, right}
    assertThat(PartMeasures.syntheticDataCheck(SUFFICIENT, important)).isEqualTo(0.5);
    assertThat(PartMeasures.preservationCheck(ANSWERS, important)).isZero(); // 1, 5.5, 4.5
    assertThat(PartMeasures.deletionCheck(ANSWERS, important)).isZero(); // 14, 6.5, 11.5
    assertThat(PartMeasures.distractibility(ANSWERS, important, things)).isZero();
    assertThat(PartMeasures.singleDeletion(ANSWERS, INVERTED)).isZero();
    assertThat(PartMeasures.targetSensitivity(ANSWERS, CONTRAST, MAP_OF_OTHER, MAP_OF_ONE))
        .isZero();
  }

  @Test
  void randomMapsHaveChance() {
    Random random = new Random(1);
    double single = 0;
    double target = 0;
    int draws = 20_000;
    for (int i = 0; i < draws; i++) {
      PartEvidence one = evidence(0, 0, random.doubles(5).toArray());
      PartEvidence other = evidence(0, 0, random.doubles(5).toArray());
      single += PartMeasures.singleDeletion(ANSWERS, one) / draws;
      target += PartMeasures.targetSensitivity(ANSWERS, CONTRAST, one, other) / draws;
    }
    assertThat(single).isCloseTo(0.5, within(0.01));
    assertThat(target).isCloseTo(0.5, within(0.01));
  }

  @Test
  void mapThatSaysNothingIsNeitherRightNorWrong() {
    PartEvidence blank = evidence(0, 0, 0, 0, 0, 0, 0);
    assertThat(PartMeasures.singleDeletion(ANSWERS, blank)).isEqualTo(0.5);
    assertThat(PartMeasures.targetSensitivity(ANSWERS, CONTRAST, blank, blank)).isZero();
    assertThat(PartMeasures.deletionCheck(ANSWERS, blank.important(0.01))).isZero();
    assertThat(PartMeasures.preservationCheck(ANSWERS, blank.important(0.01))).isZero();
  }

  @Test
  void whatTheNetworkItselfDoesNotTellApartIsNotAsked() {
    Contrast swapped = new Contrast(1, 2, RIGHT | FOOT, HEAD | LEFT);
    assertThat(PartMeasures.targetSensitivity(ANSWERS, swapped, MAP_OF_ONE, MAP_OF_OTHER)).isNaN();
    FigureAnswers noThings = new FigureAnswers(0, ANSWERS.withoutParts(), new float[0][3]);
    assertThat(PartMeasures.distractibility(noThings, BADGE, 0)).isNaN();
  }

  @Test
  void equalValuesShareTheirRank() {
    // ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4: 4.5 / sqrt(4.5 * 5)
    assertThat(PartMeasures.spearman(new double[] {-3, 0, 0, 9}, new double[] {10, 20, 30, 40}))
        .isCloseTo(Math.sqrt(0.9), within(1e-12));
  }

  @Test
  void eightyThresholdsGoFromOneToFiftyPercent() {
    assertThat(PartMeasures.thresholds()).hasSize(80);
    assertThat(PartMeasures.thresholds()[0]).isEqualTo(0.01);
    // the one that FunnyBirds prints for ResNet-50 with Input x Gradient is the second
    assertThat(PartMeasures.thresholds()[1]).isCloseTo(0.01620253164556962, within(1e-15));
    assertThat(PartMeasures.thresholds()[79]).isCloseTo(0.5, within(1e-15));
  }

  @Test
  void lineTakesTheThresholdWithTheBestCompleteness() {
    PartScores scores = new PartScores("perfect", CLASSES);
    scores.add(ANSWERS, PERFECT, MAP_OF_ONE, MAP_OF_OTHER);
    scores.add(ANSWERS, PERFECT, MAP_OF_OTHER, MAP_OF_ONE);
    PartScores.Line line = scores.line();
    // all parts are named at the lowest threshold, and none of them is irrelevant
    assertThat(line.completeness().meanOr(-1)).isOne();
    assertThat(line.correctness().meanOr(-1)).isOne();
    assertThat(line.contrastivity().meanOr(-1)).isEqualTo(0.5);
    assertThat(line.mean()).isCloseTo(2.5 / 3, within(1e-12));
    assertThat(line.threshold()).isEqualTo(0.01);
  }

  @Test
  void networkIsAskedAboutEverySetOfPartsAndEachThing() {
    Figure figure = Figure.of(FigureClasses.draw(16, 1), 2, 96, 9);
    FigureAnswers answers =
        FigureAnswers.of(
            figure,
            images ->
                images.stream()
                    .map(image -> new float[] {blueShare(image), 1})
                    .toArray(float[][]::new));
    assertThat(answers.withoutParts()).hasNumberOfRows(32);
    assertThat(answers.withoutThing()).hasNumberOfRows(figure.things());
    assertThat(answers.withoutParts()[0][0]).isEqualTo(blueShare(figure.image()));
    assertThat(answers.withoutParts()[HEAD | BADGE][0])
        .isEqualTo(blueShare(figure.image(HEAD | BADGE, 0)));
    assertThat(answers.withoutThing()[1][0]).isEqualTo(blueShare(figure.image(0, 2)));
  }

  private static float blueShare(RgbImage image) {
    double sum = 0;
    for (int i = 2; i < image.pixels().length; i += 3) {
      sum += image.pixels()[i] & 0xff;
    }
    return (float) (sum / 255 / image.pixels().length);
  }

  @Test
  void mapOfOneWhoKnowsHoldsTheFallsWhereTheyArePositive() {
    Figure figure = Figure.of(FigureClasses.draw(16, 1), 0, 96, 9);
    float[][] things = new float[figure.things()][];
    Arrays.setAll(things, i -> new float[] {i == 0 ? 13 : 16, 7.5f, 11.5f});
    FigureAnswers answers = new FigureAnswers(0, ANSWERS.withoutParts(), things);
    PartEvidence truth = PartEvidence.of(answers.truth(figure, 0), figure);
    for (int p = 0; p < 5; p++) {
      assertThat(truth.parts()[p]).isCloseTo(WEIGHTS[p], within(1e-4));
    }
    assertThat(truth.things()[0]).isCloseTo(2, within(1e-4));
    assertThat(truth.things()[1]).isZero(); // the logit rises
    assertThat(truth.total()).isCloseTo(17, within(1e-3));
  }

  @Test
  void evidenceOfAPartIsTheSumOverItsMask() {
    Figure figure = Figure.of(FigureClasses.draw(16, 1), 2, 96, 9);
    float[] map = new float[96 * 96];
    boolean[] head = figure.mask(Part.HEAD);
    boolean[] thing = figure.thingMask(0);
    int area = 0;
    for (int i = 0; i < map.length; i++) {
      map[i] = head[i] ? 2 : thing[i] ? -1 : 0;
      area += head[i] ? 1 : 0;
    }
    PartEvidence evidence = PartEvidence.of(map, figure);
    assertThat(evidence.parts()).containsExactly(2.0 * area, 0, 0, 0, 0);
    assertThat(evidence.things()[0]).isNegative();
    assertThat(evidence.total()).isEqualTo(2.0 * area + evidence.things()[0]);
    assertThatThrownBy(() -> PartEvidence.of(new float[4], figure))
        .hasMessage("Expected a map of 96 x 96, found 4 values");
  }
}
