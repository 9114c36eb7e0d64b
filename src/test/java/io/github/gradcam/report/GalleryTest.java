package io.github.gradcam.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gradcam.explain.map.Diagnosis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GalleryTest {

  @TempDir private Path folder;

  @Test
  void cardShowsImageClassesMethodAndDiagnosis() throws IOException {
    assertThat(
            write(
                explained(
                    "../in/1.jpg", "a/1.png", "sea", "all-negative: All weights are negative.")))
        .contains("<h2>sea <span>87.5 %</span></h2>")
        .contains("<a href=\"../in/1.jpg\" title=\"../in/1.jpg\">1.jpg</a>")
        .contains("src=\"a/1.png\"", "loading=\"lazy\"", "width:87.5%", "class=\"explained\"")
        .contains(
            "gradcam at add_7",
            "<p class=\"blank\"><strong>Blank map.</strong> All weights are negative.</p>")
        .contains("<p class=\"faint\">1 image</p>")
        .contains(
            "data-class=\"sea\" data-method=\"gradcam\" data-layer=\"add_7\" data-state=\"blank\"");
  }

  @Test
  void cardLaysTheOverlayOverTheImageAndLinksTheWholeImage() throws IOException {
    assertThat(write(record("sea", Map.of("overlay", "a.overlay.jpg"))))
        .contains(
            "<a class=\"picture\" href=\"a.jpg\"><img class=\"photo\" src=\"../in/a.jpg\"",
            "<img class=\"layer\" src=\"a.overlay.jpg\"");
    assertThat(write(record("sea", Map.of()))).contains("<img class=\"layer\" src=\"a.jpg\"");
  }

  @Test
  void rightAndWrongAnswersCanBeToldApart() throws IOException {
    assertThat(write(record("sea", Map.of()), record("forest", Map.of())))
        .contains(
            "data-truth=\"sea\" data-answer=\"right\" data-confidence=\"0.875000\"",
            "data-truth=\"forest\" data-answer=\"wrong\"",
            "wrong: it is forest",
            "<option>right</option>\n<option>wrong</option>",
            "<option>forest</option>\n<option>sea</option>");
    assertThat(write(explained("1.jpg", "1.png", "sea", null)))
        .contains("data-truth=\"\" data-answer=\"\"")
        .doesNotContain("it is ", "name=\"answer\"", "name=\"truth\"");
  }

  @Test
  void signsThatTurnTextOrAreHalfOfOneAreShownAsSuch() throws IOException {
    assertThat(write(explained("1.jpg", "1.png", "a\u202eb\ud800c", null)))
        .contains("<h2>a\ufffdb\ufffdc <span>87.5 %</span></h2>");
  }

  private static ExplanationRecord record(String truth, Map<String, String> files) {
    ClassProbability sea = new ClassProbability(4, "sea", 0.875f);
    return new ExplanationRecord(
        "../in/a.jpg",
        640,
        480,
        "gradcam",
        "add_7",
        sea,
        null,
        List.of(sea),
        truth,
        "a.jpg",
        null,
        files,
        null,
        ExplanationRecord.OK,
        null);
  }

  @Test
  void cardWithoutDiagnosisHasNoNote() throws IOException {
    assertThat(write(explained("1.jpg", "1.png", "sea", null)))
        .contains("data-state=\"plain\"")
        .doesNotContain("<p class=\"blank\"", "<p class=\"doubtful\"", "<p class=\"error\"");
  }

  @Test
  void failedInputIsACardWithItsReasonAndNoImage() throws IOException {
    assertThat(
            write(
                explained("1.jpg", "1.png", "sea", null),
                ExplanationRecord.failed("in/bad.jpg", "Expected a JPEG, found 0 bytes")))
        .contains("1 image, 1 input failed", "data-state=\"failed\"", "<h2>bad.jpg</h2>")
        .contains("<p class=\"error\">Expected a JPEG, found 0 bytes</p>")
        .containsOnlyOnce("<a class=\"picture\"");
  }

  @Test
  void warningIsToldFromABlankMap() throws IOException {
    assertThat(write(explained("1.jpg", "1.png", "sea", "class-blind: The map <hardly> changes.")))
        .contains("data-state=\"doubtful\"")
        .contains("<strong>Read with care.</strong> The map &lt;hardly&gt; changes.</p>");
  }

  /** The gallery knows the codes only; this holds it to those that the explainer gives. */
  @ParameterizedTest
  @EnumSource(Diagnosis.class)
  void blankDiagnosesAreShownAsBlank(Diagnosis diagnosis) {
    Finding finding = Finding.of(diagnosis.code() + ": " + diagnosis.sentence());
    assertThat(finding != null && finding.kind().equals("blank")).isEqualTo(diagnosis.blank());
  }

  @Test
  void contrastAndContactSheetAreShown() throws IOException {
    ClassProbability glacier = new ClassProbability(1, "glacier", 0.7f);
    ClassProbability mountain = new ClassProbability(2, "mountain", 0.2f);
    assertThat(
            write(
                new ExplanationRecord(
                    "a.jpg",
                    1,
                    1,
                    "gradcam",
                    "add_7",
                    glacier,
                    mountain,
                    List.of(glacier, mountain),
                    null,
                    "a.png",
                    null,
                    Map.of("sheet", "a sheet.jpg"),
                    null,
                    ExplanationRecord.OK,
                    null)))
        .contains("<h2>glacier over mountain <span>70.0 %</span></h2>")
        .contains("<a href=\"a%20sheet.jpg\">contact sheet</a>");
    assertThat(write(explained("1.jpg", "1.png", "sea", null)))
        .doesNotContain("contact sheet", " over ");
  }

  @Test
  void methodAndLayerCanBeChosenWhereThereAreSeveral() throws IOException {
    ExplanationRecord first = explained("1", "1.png", "sea", null);
    assertThat(write(first, first))
        .doesNotContain("name=\"method\"", "name=\"layer\"", "name=\"class\"");
    ClassProbability sea = first.target();
    ExplanationRecord other =
        new ExplanationRecord(
            "1",
            1,
            1,
            "layercam",
            "add_1",
            sea,
            null,
            null,
            null,
            "2.png",
            null,
            null,
            null,
            null,
            null);
    assertThat(write(first, other))
        .contains("<option>gradcam</option>\n<option>layercam</option>\n</select>")
        .contains("<option>add_1</option>\n<option>add_7</option>\n</select>");
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
            null,
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
                    null,
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
    assertThat(write()).contains("0 images", "</html>");
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
        null,
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
