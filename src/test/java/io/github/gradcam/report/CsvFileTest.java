package io.github.gradcam.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFileTest {

  @TempDir private Path folder;

  @Test
  void rowsFollowTheHeaderAndWhatIsMissingIsEmpty() throws IOException {
    Path file = folder.resolve("new/scores.csv");
    CsvFile.write(
        file,
        List.of("picture", "method", "road", "pictures"),
        List.of(
            List.of("a.jpg", "gradcam", 0.125, 3),
            Arrays.asList("b.jpg", "gradcam", null, 3),
            List.of("c.jpg", "gradcam", Double.NaN, 3)));
    assertThat(file)
        .hasContent(
            """
            picture,method,road,pictures
            a.jpg,gradcam,0.125,3
            b.jpg,gradcam,,3
            c.jpg,gradcam,,3
            """);
  }

  @Test
  void whatASpreadsheetWouldRunGetsAnApostrophe() throws IOException {
    Path file = folder.resolve("scores.csv");
    CsvFile.write(
        file,
        List.of("=head", "label"),
        List.of(
            List.of("=HYPERLINK(1)", "+1"),
            List.of("-x.jpg", "@SUM(1)"),
            List.of("\t=1", "＝1"),
            List.of(-0.5, "a=b")));
    assertThat(file)
        .hasContent(
            """
            "'=head",label
            "'=HYPERLINK(1)","'+1"
            "'-x.jpg","'@SUM(1)"
            "'\t=1","'＝1"
            -0.5,a=b
            """);
  }

  @Test
  void namesWithCommasQuotesAndLinesAreQuoted() throws IOException {
    Path file = folder.resolve("scores.csv");
    CsvFile.write(
        file, List.of("a", "b"), List.of(List.of("x, y", "\u96ea"), List.of("\"q\"", "1\n2")));
    assertThat(file).hasContent("a,b\n\"x, y\",\u96ea\n\"\"\"q\"\"\",\"1\n2\"\n");
  }

  @Test
  void noRowsLeaveTheHeader() throws IOException {
    Path file = folder.resolve("scores.csv");
    CsvFile.write(file, List.of("a", "b"), List.of());
    assertThat(file).hasContent("a,b\n");
  }

  @Test
  void rowOfAnotherLengthIsAnError() {
    assertThatThrownBy(
            () -> CsvFile.write(folder.resolve("x.csv"), List.of("a"), List.of(List.of(1, 2))))
        .hasMessage("Expected 1 values in a row, found 2: [1, 2]");
  }
}
