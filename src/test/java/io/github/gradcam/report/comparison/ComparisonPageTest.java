package io.github.gradcam.report.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gradcam.report.ClassProbability;
import io.github.gradcam.report.JsonLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonPageTest {

  @TempDir private Path folder;

  private String write(ShownImage... images) throws IOException {
    Path html = folder.resolve("new/index.html");
    ComparisonPage.write(html, SampleComparison.head("net"), List.of(images));
    return Files.readString(html);
  }

  @Test
  void cardTellsBothAnswersTheTruthAndTheFigures() throws IOException {
    assertThat(write(SampleComparison.shown("a/1.jpg", "sea", 4, "glacier", 1, 0.25)))
        .contains("<h3>sea 90.0 % → glacier 60.0 % <span class=\"mark\">changed</span></h3>")
        .contains("it is sea: <span class=\"right\">only A right</span>")
        .contains("rank correlation 0.25, hottest tenth 0.50, probabilities moved 0.40")
        .contains("data-change=\"changed\" data-right=\"only A right\"")
        .contains("alt=\"B: sea: 1.jpg\"")
        .contains("<dt>images</dt><dd class=\"figure\">2</dd>")
        .contains("<td>sea</td><td>glacier</td><td class=\"figure\">1</td>");
    assertThat(write(SampleComparison.shown("a/1.jpg", "sea", 4, "sea", 4, 1)))
        .contains("<h3>sea 90.0 % → 60.0 %</h3>")
        .contains("data-right=\"both right\"");
  }

  @Test
  void everythingIsEscapedAndNothingComesFromElsewhere() throws IOException {
    String evil = "<b onclick='x'>\"&";
    assertThat(write(SampleComparison.shown("a/" + evil, evil, 1, evil, 2, 0)))
        .doesNotContain("<b onclick", "onclick='x'", "http", "@import", "<script src")
        .contains("&lt;b onclick");
  }

  @Test
  void signsThatTurnTextOrAreHalfOfOneAreShownAsSuchAndJoinersStay() throws IOException {
    assertThat(write(SampleComparison.shown("a/1.jpg", "a\u202eb", 1, "c\ud800d\u200ce", 2, 0)))
        .contains("<h3>a\ufffdb 90.0 % → c\ufffdd\u200ce 60.0 % ");
  }

  @Test
  void classesOfOneNameAreToldApartByTheirIndexAndRightByTheirName() throws IOException {
    assertThat(write(SampleComparison.shown("a/1.jpg", "sea", 4, "sea", 7, 0)))
        .contains("<h3>sea (4) 90.0 % → sea (7) 60.0 % <span class=\"mark\">changed</span></h3>")
        .contains("data-right=\"both right\"");
  }

  @Test
  void recordIsReadAsItWasWritten() throws IOException {
    Path file = folder.resolve("lines.jsonl");
    ComparedImage image = SampleComparison.shown("a/1.jpg", "sea", 4, "glacier", 1, 0.25).image();
    ComparedImage failed = ComparedImage.failed("b.jpg", null, "Expected a JPEG");
    try (JsonLines lines = JsonLines.append(file)) {
      lines.write(image);
      lines.write(failed);
    }
    assertThat(file).content().contains("\"changed\":true").doesNotContain("null");
    assertThat(JsonLines.read(file, ComparedImage.class)).containsExactly(image, failed);
  }

  @Test
  void imageWithoutAnAnswerHasNotChanged() {
    assertThat(ComparedImage.failed("b.jpg", null, "x").changed()).isNull();
    ClassProbability sea = new ClassProbability(4, "sea", 0.5f);
    assertThat(
            new ComparedImage("1", null, sea, sea, 0.0, sea, 0.5f, null, null, null, null, null)
                .changed())
        .isFalse();
  }
}
