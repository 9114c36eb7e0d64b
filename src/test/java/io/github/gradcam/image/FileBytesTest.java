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
        .hasMessageStartingWith("Expected to write %s, found: ", taken)
        .hasMessageEndingWith("; correct that and run the same command again");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(taken);
    }
  }
}
