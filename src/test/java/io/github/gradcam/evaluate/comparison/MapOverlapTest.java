package io.github.gradcam.evaluate.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MapOverlapTest {

  /** Values 0 to 19 in their order, but for some that are set. */
  private static float[] rising() {
    float[] map = new float[20];
    for (int i = 0; i < map.length; i++) {
      map[i] = i;
    }
    return map;
  }

  /**
   * Ranks 1, 2.5, 2.5, 4 and 2, 1, 3.5, 3.5, less their mean 2.5: the sum of the products is 2.25,
   * both sums of squares are 4.5.
   */
  @Test
  void equalValuesShareTheirMeanRank() {
    MapOverlap overlap = MapOverlap.of(new float[] {1, 2, 2, 3}, new float[] {2, 1, 3, 3});
    assertThat(overlap.rankCorrelation()).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void sameMapAgreesWhollyWhateverItsScale() {
    float[] twice = rising();
    for (int i = 0; i < twice.length; i++) {
      twice[i] *= 2;
    }
    MapOverlap overlap = MapOverlap.of(rising(), twice);
    assertThat(overlap.rankCorrelation()).isCloseTo(1, within(1e-12));
    assertThat(overlap.hottestTenth()).isEqualTo(1);
  }

  /** Of 20 values the hottest tenth are two: places 18 and 19, and 19 and 0: one of three. */
  @Test
  void hottestTenthsOverlapByIntersectionOverUnion() {
    float[] other = rising();
    other[0] = 30;
    assertThat(MapOverlap.of(rising(), other).hottestTenth()).isCloseTo(1.0 / 3, within(1e-12));
  }

  /** Three values are as large as the second largest, so that three of 20 are hot. */
  @Test
  void valuesAsLargeAsTheLastOfTheTenthBelongToIt() {
    float[] tied = rising();
    tied[17] = 19;
    tied[18] = 19;
    assertThat(MapOverlap.of(rising(), tied).hottestTenth()).isCloseTo(2.0 / 3, within(1e-12));
  }

  /** One place of 20 is hot at all; the other map has two. */
  @Test
  void placesWithoutHeatAreNotHot() {
    float[] single = new float[20];
    single[19] = 1;
    assertThat(MapOverlap.of(single, rising()).hottestTenth()).isEqualTo(0.5);
  }

  @Test
  void blankMapAgreesWithNoneAndTwoTellNothing() {
    MapOverlap one = MapOverlap.of(new float[20], rising());
    assertThat(one.rankCorrelation()).isZero();
    assertThat(one.hottestTenth()).isZero();
    MapOverlap both = MapOverlap.of(new float[20], new float[20]);
    assertThat(both.rankCorrelation()).isNaN();
    assertThat(both.hottestTenth()).isNaN();
  }

  @Test
  void mapsOfTwoSizesAreRefused() {
    assertThatThrownBy(() -> MapOverlap.of(new float[4], new float[9]))
        .hasMessage("Expected two maps of one size, found 4 and 9 values");
  }
}
