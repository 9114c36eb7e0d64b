package io.github.gradcam.batch.input;

import static io.github.gradcam.batch.input.Collected.picture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gradcam.report.results.PathSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageInputsTest {

  @TempDir Path root;

  private Path output() {
    return root.resolve("out");
  }

  @Test
  void inputsComeInTheOrderGivenAndEachImageOnce() throws Exception {
    Path z = picture(root.resolve("z.png"), 5);
    picture(root.resolve("folder/a.png"), 6);
    picture(root.resolve("folder/b.png"), 7);
    Collected found =
        Collected.of(
            output(), z, root.resolve("folder/../folder/b.png"), root.resolve("folder"), z);
    assertThat(found.paths(root)).containsExactly("/z.png", "/folder/b.png", "/folder/a.png");
    assertThat(found.widths()).containsExactly(5, 7, 6);
    assertThat(found.failures()).isEmpty();
  }

  @Test
  void imageIsTakenWhateverItsExtension() throws Exception {
    Path file = Files.write(root.resolve("photo.dat"), Collected.png(3));
    Path bare = Files.write(root.resolve("photo"), Collected.png(4));
    assertThat(Collected.of(output(), file, bare).widths()).containsExactly(3, 4);
  }

  @Test
  void missingInputIsAnErrorAndTheNextOneGoesOn() throws Exception {
    Path present = picture(root.resolve("a.png"), 2);
    Collected found = Collected.of(output(), root.resolve("none.jpg"), "a\0b", "", present);
    assertThat(found.paths(root)).contains("/a.png");
    assertThat(found.failures())
        .contains(
            "Expected an image, a folder, an archive or a list at "
                + root.resolve("none.jpg")
                + ", found nothing; check the path");
  }

  @Test
  void countIsTheSumAndFailedInputsCountAsNone() throws Exception {
    picture(root.resolve("folder/a.png"), 1);
    picture(root.resolve("folder/b.png"), 1);
    Path single = picture(root.resolve("c.png"), 1);
    List<String> inputs =
        List.of(root.resolve("folder").toString(), single.toString(), root + "/none.png");
    assertThat(ImageInputs.of(inputs, output(), ListColumns.DEFAULT).count()).hasValue(3);
  }

  @Test
  void entriesAreTheSameEachTime() throws Exception {
    picture(root.resolve("folder/a.png"), 1);
    picture(root.resolve("folder/b.png"), 1);
    ImageInputs inputs = ImageInputs.of(List.of(root.toString()), output(), ListColumns.DEFAULT);
    assertThat(Collected.of(inputs).entries()).isEqualTo(Collected.of(inputs).entries());
  }

  @Test
  void everyBrokenArchiveBehindAPatternIsNamed() throws Exception {
    picture(root.resolve("c.png"), 1);
    Files.write(root.resolve("a.tar"), new byte[0]);
    Files.write(root.resolve("b.tar"), new byte[0]);
    ImageInputs inputs = ImageInputs.of(List.of(root + "/*"), output(), ListColumns.DEFAULT);
    inputs.check();
    List<String> broken = new ArrayList<>();
    try (ImageCollection.Entries entries = inputs.open()) {
      for (boolean over = false; !over; ) {
        try {
          over = entries.next() == null;
        } catch (BrokenSourceException e) {
          broken.add(e.source());
        }
      }
    }
    assertThat(broken)
        .containsExactly(PathText.of(root.resolve("a.tar")), PathText.of(root.resolve("b.tar")));
  }

  @Test
  void inputsOfWhichNoneCanBeReadAreRefusedBeforeAnyWork() throws Exception {
    Files.write(root.resolve("a.tar"), new byte[0]);
    ImageInputs inputs =
        ImageInputs.of(List.of(root.resolve("a.tar").toString()), output(), ListColumns.DEFAULT);
    assertThatThrownBy(inputs::check).hasMessageContaining("a.tar").hasMessageContaining("empty");
  }

  @Test
  void pathsThatWereThereAreRemembered() {
    PathSet seen = new PathSet();
    for (int i = 0; i < 20_000; i++) {
      assertThat(seen.add("/photos/" + i + ".jpg")).isTrue();
    }
    for (int i = 0; i < 20_000; i++) {
      assertThat(seen.add("/photos/" + i + ".jpg")).isFalse();
    }
    assertThat(seen.add("/photos/20000.jpg")).isTrue();
  }
}
