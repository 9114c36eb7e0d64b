package io.github.gradcam.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GalleryTest {

  @TempDir private Path folder;

  @Test
  void cardShowsPictureClassesMethodAndDiagnosis() throws IOException {
    assertThat(write(explained("../in/1.jpg", "a/1.png", "sea", "all weights are negative")))
        .contains("<h2>sea <span>87.5 %</span></h2>")
        .contains("<a href=\"../in/1.jpg\" title=\"../in/1.jpg\">1.jpg</a>")
        .contains("src=\"a/1.png\"", "loading=\"lazy\"", "width:87.5%", "class=\"explained\"")
        .contains("gradcam at add_7", "<p class=\"diagnosis\">all weights are negative</p>")
        .contains("<p class=\"faint\">1 picture</p>")
        .contains("data-class=\"sea\" data-state=\"diagnosed\"");
  }

  @Test
  void cardWithoutDiagnosisHasNoNote() throws IOException {
    assertThat(write(explained("1.jpg", "1.png", "sea", null)))
        .contains("data-state=\"plain\"")
        .doesNotContain("<p class=\"diagnosis\"", "<p class=\"error\"");
  }

  @Test
  void failedInputIsACardWithItsReasonAndNoPicture() throws IOException {
    assertThat(
            write(
                explained("1.jpg", "1.png", "sea", null),
                ExplanationRecord.failed("in/bad.jpg", "Expected a JPEG, found 0 bytes")))
        .contains("1 picture, 1 input failed", "data-state=\"failed\"", "<h2>bad.jpg</h2>")
        .contains("<p class=\"error\">Expected a JPEG, found 0 bytes</p>")
        .containsOnlyOnce("loading=\"lazy\"");
  }

  @Test
  void everythingIsEscaped() throws IOException {
    String evil = "<b onclick='x'>\"&";
    ClassProbability target = new ClassProbability(0, evil, 1f);
    ExplanationRecord record =
        new ExplanationRecord(
            evil,
            1,
            1,
            evil,
            evil,
            target,
            target,
            List.of(target),
            evil,
            evil,
            Map.of("sheet", evil),
            null,
            evil,
            evil);
    Path html = folder.resolve("index.html");
    Gallery.write(html, evil, evil, List.of(record));
    assertThat(Files.readString(html))
        .doesNotContain("<b onclick", "onclick='x'")
        .contains("&lt;b onclick");
  }

  @Test
  void linkIsPercentEncodedSoThatAnyNameOpens() throws IOException {
    assertThat(write(explained("x", "über a/50%#1?\"+雪:.png", "sea", null)))
        .contains("src=\"%C3%BCber%20a/50%25%231%3F%22%2B%E9%9B%AA%3A.png\"");
  }

  @Test
  void everyExplainedClassCanBeChosenOnce() throws IOException {
    assertThat(
            write(
                explained("1", "1.png", "sea", null),
                explained("2", "2.png", "forest", null),
                explained("3", "3.png", "sea", null)))
        .contains("<option>forest</option>\n<option>sea</option>\n</select>");
  }

  @Test
  void probabilityThatIsNoNumberIsSaid() throws IOException {
    ClassProbability sea = new ClassProbability(4, "sea", Float.NaN);
    assertThat(
            write(
                new ExplanationRecord(
                    "1",
                    1,
                    1,
                    "gradcam",
                    "add_7",
                    sea,
                    null,
                    List.of(sea),
                    "1.png",
                    null,
                    null,
                    null,
                    null,
                    null)))
        .contains("<span>not a number</span>", "width:0.0%");
  }

  @Test
  void nothingOnThePageComesFromElsewhere() throws IOException {
    assertThat(write(explained("1", "1.png", "sea", null)))
        .doesNotContain("http", "@import", "src=\"//", "<script src");
  }

  @Test
  void noRecordsMakeAnEmptyPage() throws IOException {
    assertThat(write()).contains("0 pictures", "</html>");
  }

  private static ExplanationRecord explained(
      String image, String overlay, String label, @Nullable String diagnosis) {
    ClassProbability target = new ClassProbability(4, label, 0.875f);
    return new ExplanationRecord(
        image,
        640,
        480,
        "gradcam",
        "add_7",
        target,
        null,
        List.of(target, new ClassProbability(1, "other", 0.125f)),
        overlay,
        null,
        null,
        null,
        diagnosis,
        null);
  }

  private String write(ExplanationRecord... records) throws IOException {
    Path html = folder.resolve("new/index.html");
    Gallery.write(html, "Explanations", "scenes", List.of(records));
    return Files.readString(html);
  }
}
