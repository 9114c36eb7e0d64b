package io.github.gradcam.batch.input;

import static io.github.gradcam.batch.input.Collected.picture;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobInputTest {

  @TempDir Path root;

  @BeforeEach
  void writeImages() throws Exception {
    for (String name :
        List.of("a.png", "b.jpg", "2024-1/c.png", "2024-2/d.png", "2025/e/f.png", ".g/h.png")) {
      picture(root.resolve(name), 1);
    }
    Files.writeString(root.resolve("notes.txt"), "a.png\n");
    Files.write(root.resolve("i.dat"), Collected.png(1));
  }

  private Collected find(String pattern) throws Exception {
    return Collected.of(root.resolve("out"), root + "/" + pattern);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*.png | /a.png",
        "?.jpg | /b.jpg",
        "[ab].* | /a.png /b.jpg",
        "*.{jpg,png} | /a.png /b.jpg",
        "**/*.png | /a.png /2024-1/c.png /2024-2/d.png /2025/e/f.png",
        "2024-*/ | /2024-1/c.png /2024-2/d.png",
        "2024-*/c.png | /2024-1/c.png",
        "*/e/*.png | /2025/e/f.png",
        "2025/** | /2025/e/f.png",
        "2025/**/**/f.png | /2025/e/f.png",
        "* | /2024-1/c.png /2024-2/d.png /2025/e/f.png /a.png /b.jpg",
        "*.dat | /i.dat",
        "*.txt | /a.png",
        ".g*/*.png | ''"
      })
  void patternsMatchAsShellsDo(String pattern, String paths) throws Exception {
    Collected found = find(pattern.strip());
    List<String> expected = new ArrayList<>(List.of(paths.strip().split(" ")));
    expected.removeIf(String::isEmpty);
    assertThat(found.paths(root)).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(found.failures()).hasSize(expected.isEmpty() ? 1 : 0);
  }

  @Test
  void matchesComeByName() throws Exception {
    assertThat(find("2024-*/*").paths(root)).containsExactly("/2024-1/c.png", "/2024-2/d.png");
  }

  @Test
  void noMatchIsAnError() throws Exception {
    assertThat(find("*.webp").failures())
        .containsExactly(
            "Expected an image, a folder or an archive that matches %s/*.webp, found none; check"
                    .formatted(root)
                + " the pattern");
    assertThat(find("none/*.png").failures()).hasSize(1);
  }

  @Test
  void brokenPatternIsAnError() throws Exception {
    assertThat(find("[a.png").failures()).hasSize(1);
    assertThat(find("{a,b/*.png").failures().get(0)).startsWith("Expected a file, or a pattern");
  }

  @Test
  void fileOfExactlyThatNameIsTaken() throws Exception {
    picture(root.resolve("x[1].png"), 1);
    picture(root.resolve("x1.png"), 1);
    assertThat(find("x[1].png").paths(root)).containsExactly("/x[1].png");
  }

  @Test
  void outputFolderIsLeftOut() throws Exception {
    picture(root.resolve("out/overlay.png"), 1);
    assertThat(find("**/*.png").paths(root)).doesNotContain("/out/overlay.png").hasSize(4);
    assertThat(find("*/").paths(root)).doesNotContain("/out/overlay.png").hasSize(3);
  }

  @Test
  void linksInACircleEnd() throws Exception {
    Files.createSymbolicLink(root.resolve("2025/up"), root);
    assertThat(find("**/f.png").paths(root)).containsExactly("/2025/e/f.png");
  }

  @Test
  void matchesAreCounted() {
    ImageInputs inputs =
        ImageInputs.of(
            List.of(root + "/2024-*/", root + "/*.png", root + "/*.webp"),
            root.resolve("out"),
            ListColumns.DEFAULT);
    assertThat(inputs.count()).hasValue(3);
  }
}
