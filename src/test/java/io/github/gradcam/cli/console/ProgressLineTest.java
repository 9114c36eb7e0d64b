package io.github.gradcam.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressLineTest {

  private static String line(int width, double share) {
    return new ProgressLine("passes")
        .line(
            width,
            "Explaining",
            share,
            "1234/5678",
            "1:02 min, 3:04 min left",
            "19.9/s",
            "3 of 18 images");
  }

  /** 17 for the task and its share, 2 and 14 for the least bar: what is left out goes whole. */
  @ParameterizedTest
  @CsvSource({
    "120, '1234/5678 passes  1:02 min, 3:04 min left  19.9/s  3 of 18 images'",
    "97, '1234/5678 passes  1:02 min, 3:04 min left  19.9/s  3 of 18 images'",
    "96, '1234/5678  1:02 min, 3:04 min left  19.9/s  3 of 18 images'",
    "90, '1234/5678  1:02 min, 3:04 min left  19.9/s  3 of 18 images'",
    "85, '1234/5678  1:02 min, 3:04 min left  3 of 18 images'",
    "80, '1234/5678  1:02 min, 3:04 min left'",
    "60, '1:02 min, 3:04 min left'",
  })
  void whatThereIsNoRoomForIsLeftOutWhole(int width, String tail) {
    assertThat(line(width, 0.5))
        .startsWith("Explaining  50 %  [=====")
        .endsWith("]  " + tail)
        .hasSizeLessThanOrEqualTo(width);
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 20, 40, 54, 55, 79, 80, 100, 200})
  void noLineIsWiderThanTheTerminal(int width) {
    assertThat(line(width, 1)).hasSizeLessThanOrEqualTo(width);
    assertThat(line(width, Double.NaN)).hasSizeLessThanOrEqualTo(width).doesNotContain("[", "%");
  }
}
