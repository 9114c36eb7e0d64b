package io.github.gradcam.explain.map;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RimTest {

  /** A map with one value on the frame of that thickness, and another in its middle place. */
  private static SignedMap framed(int side, int thickness, float frame, float middle) {
    float[] values = new float[side * side];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        int depth = Math.min(Math.min(x, y), Math.min(side - 1 - x, side - 1 - y));
        values[y * side + x] = depth < thickness ? frame : 0;
      }
    }
    values[side / 2 * side + side / 2] = middle;
    return new SignedMap(side, side, values);
  }

  @ParameterizedTest
  @CsvSource({
    "5, 1, 1, 1.7, true", // 16 of 17.7: 90.4 %
    "5, 1, 1, 1.9, false", // 16 of 17.9: 89.4 %
    "10, 1, 1, 3.9, true", // 36 of 39.9: 90.2 %
    "10, 1, 1, 4.1, false", // 36 of 40.1: 89.8 %
    "15, 2, 1, 11.5, true", // 1.5 places are 2: 225 - 121 = 104 of 115.5: 90.04 %
    "15, 3, 1, 0, false", // the third ring, 9 x 4 - 4 + ... = 40 of 144, lies inside
    "4, 1, 1, 0, false" // too few places to tell
  })
  void rimHasNineTenthsOfTheHeat(
      int side, int thickness, float frame, float middle, boolean expected) {
    assertThat(Rim.holds(framed(side, thickness, frame, middle))).isEqualTo(expected);
  }

  @Test
  void whatSpeaksAgainstDoesNotCount() {
    // inside all is negative, but for 1 beside the rim's 16
    SignedMap map = framed(5, 1, 1, 1);
    map.values()[6] = -100;
    assertThat(Rim.holds(map)).isTrue();
  }

  @Test
  void mapWithoutHeatHasNoneOnItsRim() {
    assertThat(Rim.holds(framed(5, 1, 0, 0))).isFalse();
    assertThat(Rim.holds(framed(5, 1, -1, 0))).isFalse();
  }

  @Test
  void sidesAreMeasuredEachByItself() {
    // 5 rows of 20 columns: the rim is 1 row and 2 columns thick
    float[] values = new float[100];
    for (int y = 0; y < 5; y++) {
      values[20 * y + 1] = 1;
    }
    assertThat(Rim.holds(new SignedMap(5, 20, values))).isTrue();
    float[] deeper = new float[100];
    deeper[20 * 2 + 2] = 1;
    assertThat(Rim.holds(new SignedMap(5, 20, deeper))).isFalse();
  }
}
