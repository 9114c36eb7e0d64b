package io.github.gradcam.cli.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClockTimeTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "83.5, 83.5",
    "83.5s, 83.5",
    "' 7 ', 7",
    "1:23.5, 83.5",
    "0:01:23.5, 83.5",
    "2:00:00, 7200",
    "90:00, 5400",
    "0.001, 0.001"
  })
  void timesAreReadAsPeopleWriteThem(String text, double seconds) {
    assertThat(ClockTime.seconds(text, "--from")).isCloseTo(seconds, within(1e-9));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "soon",
        "-1",
        "1:",
        ":30",
        "1:2:3:4",
        "1,5",
        "1e3",
        "NaN",
        "Infinity",
        "5 min",
        "1.",
        ".5",
        "12345678901"
      })
  void otherWordsAreRefusedWithTheOption(String text) {
    assertThatThrownBy(() -> ClockTime.seconds(text, "--to"))
        .isInstanceOf(UsageException.class)
        .hasMessage("Expected a time such as 83.5 or 1:23.5 after --to, found '%s'", text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.0 s",
    "0.04, 0.0 s",
    "3.14, 3.1 s",
    "59.94, 59.9 s",
    "59.96, 1:00 min",
    "83.5, 1:23 min",
    "3723, 62:03 min"
  })
  void lengthsAreWrittenForPeople(double seconds, String text) {
    assertThat(ClockTime.text(seconds)).isEqualTo(text);
  }
}
