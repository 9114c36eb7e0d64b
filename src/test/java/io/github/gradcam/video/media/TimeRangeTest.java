package io.github.gradcam.video.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A part has its beginning, and ends before its end. */
class TimeRangeTest {

  @ParameterizedTest
  @CsvSource({
    "0, true, false",
    "1.19, true, false",
    "1.2, false, false",
    // times in files are rounded to their ticks
    "1.19995, false, false",
    "2.39, false, false",
    "2.39995, false, true",
    "2.4, false, true",
    "99, false, true"
  })
  void beginningBelongsToThePartAndTheEndDoesNot(double seconds, boolean before, boolean after) {
    TimeRange range = new TimeRange(1.2, 2.4);
    assertThat(range.isBefore(seconds)).isEqualTo(before);
    assertThat(range.isAfter(seconds)).isEqualTo(after);
  }

  @Test
  void wholeVideoHasFramesThatBeginBeforeItsStart() {
    assertThat(TimeRange.ALL.isBefore(-0.5)).isFalse();
    assertThat(TimeRange.ALL.isAfter(1e9)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"-1, 2", "2, 2", "3, 2", "NaN, 2", "0, NaN"})
  void partWithoutLengthIsRefused(double from, double to) {
    assertThatThrownBy(() -> new TimeRange(from, to))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("found %s s to %s s".formatted(from, to));
  }
}
