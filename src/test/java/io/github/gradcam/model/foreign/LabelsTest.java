package io.github.gradcam.model.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gradcam.model.graph.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LabelsTest {

  @TempDir private Path folder;

  private List<String> read(String text) throws IOException {
    return Labels.read(Files.writeString(folder.resolve("some.txt"), text));
  }

  private List<String> labels(int classes, List<String> given) {
    ModelDescription description = new ModelDescription(null, null, null, 0, null, given);
    return new Labels(folder.resolve("net.pb"), description).of(classes);
  }

  @Test
  void eachLineIsALabel() throws IOException {
    assertThat(read("cat\n big dog \n\n")).containsExactly("cat", "big dog");
  }

  @Test
  void numbersBeforeTheLabelsAreLeftOut() throws IOException {
    assertThat(read("0 cat\n1 big dog\n")).containsExactly("cat", "big dog");
    assertThat(read("0: cat\n1:dog\n")).containsExactly("cat", "dog");
    assertThat(read("0,cat\n1,dog\n")).containsExactly("cat", "dog");
  }

  @Test
  void numbersThatAreNotTheLinesOwnStay() throws IOException {
    assertThat(read("1 euro\n2 euro\n")).containsExactly("1 euro", "2 euro");
  }

  @Test
  void digitsAsLabelsStay() throws IOException {
    assertThat(read("0\n1\n2\n")).containsExactly("0", "1", "2");
  }

  @Test
  void fileThatCannotBeReadIsNamed() {
    assertThatThrownBy(() -> Labels.read(folder.resolve("none.txt")))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("one label a line in " + folder.resolve("none.txt"));
  }

  @Test
  void labelsThatAreSaidCountFirst() throws IOException {
    Files.writeString(folder.resolve("labels.txt"), "a\nb\n");
    assertThat(labels(2, List.of("cat", "dog"))).containsExactly("cat", "dog");
  }

  @Test
  void fileBesideTheModelCountsBeforeTheModelsOwn() throws IOException {
    Files.writeString(folder.resolve("labels.txt"), "a\nb\n");
    assertThat(labels(2, List.of())).containsExactly("a", "b");
  }

  @Test
  void fileBesideTheModelWithAnotherNumberOfLabelsIsNotIts() throws IOException {
    Files.writeString(folder.resolve("labels.txt"), "a\nb\n");
    assertThat(labels(3, List.of())).containsExactly("class 0", "class 1", "class 2");
  }

  @Test
  void backgroundOfImageNetIsAddedOrLeftOut() {
    List<String> thousand = Collections.nCopies(1000, "thing");
    List<String> more = new ArrayList<>(List.of("background"));
    more.addAll(thousand);
    assertThat(labels(1001, thousand)).isEqualTo(more);
    assertThat(labels(1000, more)).isEqualTo(thousand);
  }

  @Test
  void wrongNumberOfLabelsIsTold() {
    assertThatThrownBy(() -> labels(3, List.of("cat", "dog")))
        .isInstanceOf(ModelException.class)
        .hasMessage("Expected 3 labels, one for each class of the model, found 2");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  @Timeout(60)
  void pipesAndDevicesAreRefusedWithoutBeingRead() throws Exception {
    Path pipe = folder.resolve("labels.txt");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    for (Path file : List.of(pipe, Path.of("/dev/zero"))) {
      assertThatThrownBy(() -> Labels.read(file))
          .isInstanceOf(ModelException.class)
          .hasMessage(
              "Expected a text file with one label a line in %s, found: expected a regular file, found a pipe, a socket or a device",
              file);
    }
  }

  @Test
  void anotherCodeThanUtf8IsTold() throws IOException {
    Path file = Files.write(folder.resolve("latin.txt"), new byte[] {'a', (byte) 0xe4, '\n'});
    assertThatThrownBy(() -> Labels.read(file))
        .isInstanceOf(ModelException.class)
        .hasMessageNotContaining("Exception");
  }
}
