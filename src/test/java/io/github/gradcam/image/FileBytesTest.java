package io.github.gradcam.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileBytesTest {

  @TempDir Path folder;

  @Test
  void aFileIsReplacedWholeAndNothingElseIsLeft() throws IOException {
    Path file = folder.resolve("map.npy");
    FileBytes.write(file, new byte[] {1, 2, 3});
    FileBytes.write(file, new byte[] {4});
    assertThat(file).hasBinaryContent(new byte[] {4});
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aFolderThatIsMissingIsMade() throws IOException {
    Path file = folder.resolve("a/b/map.npy");
    FileBytes.write(file, new byte[] {1});
    assertThat(file).hasBinaryContent(new byte[] {1});
  }

  @Test
  void aFailureNamesTheFileAndLeavesNothing() throws IOException {
    Path taken = Files.createDirectories(folder.resolve("map.npy/inner")).getParent();
    assertThatThrownBy(() -> FileBytes.write(taken, new byte[] {1}))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "Expected to write %s, found: a folder of that name; correct that and run the same command again",
            taken);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(taken);
    }
  }

  @Test
  void aFileWhereAFolderIsNeededIsNamed() throws IOException {
    Path taken = Files.writeString(folder.resolve("out"), "mine");
    assertThatThrownBy(() -> FileBytes.write(taken.resolve("a/map.npy"), new byte[] {1}))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "Expected to write %s, found: the file %s, where a folder is needed; correct that and run the same command again",
            taken.resolve("a/map.npy"), taken);
    assertThat(taken).hasContent("mine");
  }
}
