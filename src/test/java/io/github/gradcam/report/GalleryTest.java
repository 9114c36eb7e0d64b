package io.github.gradcam.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GalleryTest {

  @TempDir private Path folder;

  @Test
  void cardShowsPictureClassesMethodAndDiagnosis() throws IOException {
    String html = write(item("a/1.jpg", "a/1.png", "sea", "all weights are negative"));
    assertThat(html)
        .contains("<h3>sea, 87.5 %</h3>", "a/1.jpg", "src=\"a/1.png\"", "width:87.5%")
        .contains("class=\"target\"", "Grad-CAM at add_7", "all weights are negative")
        .contains("1 picture<")
        .doesNotContain("Could not be explained", "type=\"radio\"");
  }

  @Test
  void cardWithoutDiagnosisHasNoNote() throws IOException {
    assertThat(write(item("1.jpg", "1.png", "sea", null))).doesNotContain("class=\"note\"");
  }

  @Test
  void everythingIsEscaped() throws IOException {
    String evil = "<script>alert('x')</script>\"&";
    String html =
        write(
            new Item(evil, "p.png", evil, List.of(new Bar(evil, 1, true)), evil, evil, evil, null),
            new Item(evil, null, evil, List.of(), evil, evil, null, evil));
    assertThat(html).doesNotContain("<script").contains("&lt;script&gt;");
  }

  @Test
  void linkIsPercentEncodedSoThatAnyNameOpens() throws IOException {
    String html = write(item("x", "über a/50%#1?\"雪:.png", "sea", null));
    assertThat(html)
        .contains("src=\"%C3%BCber%20a/50%25%231%3F%22%E9%9B%AA%3A.png\"")
        .doesNotContain("src=\"über");
  }

  @Test
  void filterHasOneButtonForEachPredictedClass() throws IOException {
    String html =
        write(
            item("1", "1.png", "sea", null),
            item("2", "2.png", "forest", null),
            item("3", "3.png", "sea", null));
    assertThat(html)
        .contains("<label for=\"f0\">forest<small>1</small></label>")
        .contains("<label for=\"f1\">sea<small>2</small></label>")
        .contains("<article class=\"card c1\">", "#f1:checked ~ .grid .card:not(.c1)");
  }

  @Test
  void failedInputsAreListedWithTheirReasons() throws IOException {
    Item failed =
        new Item("bad.jpg", null, "", List.of(), "", "", null, "Expected a JPEG, found 0 bytes");
    assertThat(write(item("1", "1.png", "sea", null), failed))
        .contains("1 picture, 1 input failed")
        .contains("<td>bad.jpg</td><td>Expected a JPEG, found 0 bytes</td>");
  }

  @Test
  void nothingOnThePageComesFromElsewhere() throws IOException {
    assertThat(write(item("1", "1.png", "sea", null))).doesNotContain("http", "<script", "@import");
  }

  @Test
  void noItemsMakeAnEmptyPage() throws IOException {
    assertThat(write()).contains("0 pictures", "</html>");
  }

  private static Item item(String image, String picture, String label, @Nullable String diagnosis) {
    return new Item(
        image,
        picture,
        label + ", 87.5 %",
        List.of(new Bar(label, 0.875, true), new Bar("other", 0.125, false)),
        "add_7",
        "Grad-CAM",
        diagnosis,
        null);
  }

  private String write(Item... items) throws IOException {
    Path html = folder.resolve("new/index.html");
    Gallery.write(html, "Explanations", "scenes", List.of(items));
    return Files.readString(html);
  }
}
