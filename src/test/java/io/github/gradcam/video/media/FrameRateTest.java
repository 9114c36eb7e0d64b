package io.github.gradcam.video.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameRateTest {

  @ParameterizedTest
  @CsvSource({
    "25, 25/1",
    "' 30 ', 30/1",
    "12.5, 25/2",
    "0.1, 1/10",
    "29.97, 30000/1001",
    "29.970, 30000/1001",
    "23.976, 24000/1001",
    "23.98, 24000/1001",
    "23.97, 24000/1001",
    "59.94, 60000/1001",
    "119.88, 120000/1001",
    "29.95, 599/20",
    "30000/1001, 30000/1001",
    "50/2, 25/1",
    "1/10, 1/10",
    "10000, 10000/1",
  })
  void ratesAreReadExactly(String text, String rate) {
    assertThat(FrameRate.of(text)).hasToString(rate);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-5",
        "fast",
        "30fps",
        "",
        "1/0",
        "0/5",
        "1e3",
        "NaN",
        "10001",
        "1/999999999",
        "25,5"
      })
  void otherWordsAreRefused(String text) {
    assertThatThrownBy(() -> FrameRate.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Expected --fps of frames a second such as 25, 29.97 or 30000/1001, found '%s'", text);
  }
}
