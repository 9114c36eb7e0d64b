package io.github.gradcam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With the model that ships, and an image of a glacier in the folder of the sea. */
class MistakesGalleryTest {

  private static final Path PHOTO = Path.of("data/glacier-icefall.jpg");

  @TempDir private Path folder;

  @BeforeEach
  void oneImageIsSaidToBeTheSea() throws IOException {
    for (String label : new String[] {"sea", "glacier"}) {
      Files.createDirectories(folder.resolve("in").resolve(label));
      Files.copy(PHOTO, folder.resolve("in/" + label + "/a-" + label + ".jpg"));
    }
  }

  private Run run(String command, String input, String... more) {
    String[] line = {command, input, folder + "/in", "--output", folder + "/out"};
    return Run.of(
        java.util.stream.Stream.of(line, more)
            .flatMap(java.util.Arrays::stream)
            .filter(word -> !word.isEmpty())
            .toArray(String[]::new));
  }

  private void assertOnlyTheMistakeIsShown(Run run) {
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("Explained 1 of 1 wrong answer; open");
    assertThat(folder.resolve("out/mistakes/index.html"))
        .content()
        .contains("wrong: it is sea", "a-sea.jpg", "<h2>glacier")
        .doesNotContain("a-glacier.jpg");
    assertThat(folder.resolve("out/mistakes/explanations.jsonl"))
        .content()
        .contains("\"label\":\"sea\"");
  }

  @Test
  void batchShowsItsWrongAnswers() {
    assertOnlyTheMistakeIsShown(run("batch", "", "--gallery", "mistakes"));
    // and the folder is still that of a run to go on with
    assertThat(run("batch", "").code()).isZero();
  }

  @Test
  void evaluateShowsItsWrongAnswers() {
    assertOnlyTheMistakeIsShown(run("evaluate", "--data", "--gallery", "mistakes"));
  }

  @Test
  void withoutWrongAnswersNothingIsWritten() throws IOException {
    Files.delete(folder.resolve("in/sea/a-sea.jpg"));
    Run run = run("batch", "", "--gallery", "mistakes");
    assertThat(run.out()).contains("No wrong answers to show");
    assertThat(folder.resolve("out/mistakes")).doesNotExist();
  }

  @Test
  void anotherGalleryIsRefused() {
    Run run = run("batch", "", "--gallery", "all");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("Expected --gallery of mistakes, found 'all'");
  }
}
