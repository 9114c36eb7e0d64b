package io.github.gradcam.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gradcam.report.ScoreColumn.Best;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FaithfulnessTableTest {

  private static final List<ScoreColumn> COLUMNS =
      List.of(
          new ScoreColumn("ins-del", Best.HIGHEST, "insertion less deletion"),
          new ScoreColumn("sens", Best.LOWEST, "sensitivity"),
          new ScoreColumn("area", Best.NONE, "share of the image"));

  @Test
  void bestIsOnTopAndEachColumnMarksItsBest() {
    String text =
        FaithfulnessTable.text(
            COLUMNS,
            List.of(
                row("random", "add_7", 0.05, 0.1, 0.25),
                row("layercam", "add_7", 0.4123, null, 0.25),
                row("gradcam", "conv2d_19", 0.4, Double.NaN, 0.25),
                row("eigencam", "add_7", null, 0.30001, 0.25)));
    assertThat(text.lines())
        .containsExactly(
            "method    layer     ins-del\u2191  sens\u2193   area",
            "layercam  add_7        0.412*     -  0.250",
            "gradcam   conv2d_19    0.400      -  0.250",
            "random    add_7        0.050  0.100* 0.250",
            "eigencam  add_7            -  0.300  0.250",
            "",
            "ins-del\u2191 insertion less deletion, higher is better",
            "sens\u2193    sensitivity, lower is better",
            "area     share of the image");
  }

  @Test
  void valuesThatLookTheSameAreEquallyGood() {
    String text =
        FaithfulnessTable.text(
            COLUMNS, List.of(row("a", "l", 0.40001, 1, 1), row("b", "l", 0.4, 2, 1)));
    assertThat(text.lines().filter(line -> line.contains("0.400*"))).hasSize(2);
  }

  @Test
  void columnWithoutValuesIsLeftOut() {
    assertThat(FaithfulnessTable.text(COLUMNS, List.of(row("a", "l", 0.4, null, null))))
        .doesNotContain("sens", "area");
    assertThat(FaithfulnessTable.text(COLUMNS, List.of()).lines()).startsWith("method  layer");
  }

  @Test
  void elevenColumnsFitATerminalOf120() {
    List<ScoreColumn> columns =
        IntStream.range(0, 11)
            .mapToObj(i -> new ScoreColumn(i == 0 ? "ins-del" : "sens", Best.LOWEST, "x"))
            .toList();
    FaithfulnessTable.Row row =
        new FaithfulnessTable.Row("gradcam++", "conv2d_19", Collections.nCopies(11, -0.123));
    assertThat(FaithfulnessTable.text(columns, List.of(row)).lines())
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(120));
  }

  @Test
  void rowOfAnotherLengthAndNoColumnAreErrors() {
    assertThatThrownBy(() -> FaithfulnessTable.text(COLUMNS, List.of(row("a", "l", 1))))
        .hasMessage("Expected 3 values for a at l, found 1");
    assertThatThrownBy(() -> FaithfulnessTable.text(List.of(), List.of()))
        .hasMessage("Expected at least 1 column, found none");
  }

  private static FaithfulnessTable.Row row(String method, String layer, Number... values) {
    return new FaithfulnessTable.Row(
        method,
        layer,
        Arrays.stream(values).map(value -> value == null ? null : value.doubleValue()).toList());
  }
}
