package io.github.gradcam.train.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureFileTest {

  private static final int VIEWS = 2;
  private static final int RECORD = 3;

  @TempDir Path folder;
  private Path file;

  /** Images 5 and 7 in two views. */
  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("some.features");
    FeatureFile.write(
        file,
        VIEWS,
        RECORD,
        out -> {
          out.write(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
          return new int[] {5, 7};
        });
  }

  private boolean isWhole() throws IOException {
    return FeatureFile.open(file, VIEWS, RECORD).isPresent();
  }

  @Test
  void recordsComeBack() throws IOException {
    FeatureFile opened = FeatureFile.open(file, VIEWS, RECORD).orElseThrow();
    assertThat(opened.pictures()).containsExactly(5, 7);
    ByteBuffer whole = ByteBuffer.allocate(3);
    opened.read(1, 0, 0, whole);
    assertThat(whole.array()).containsExactly(7, 8, 9);
    ByteBuffer end = ByteBuffer.allocate(2);
    opened.read(0, 1, 1, end);
    assertThat(end.array()).containsExactly(5, 6);
    assertThat(folder).isDirectoryNotContaining("glob:**.writing");
  }

  @Test
  void missingFileIsNone() throws IOException {
    assertThat(FeatureFile.open(folder.resolve("none"), VIEWS, RECORD)).isEmpty();
  }

  @Test
  void fileCutShortAnywhereIsNotTrusted() throws IOException {
    byte[] all = Files.readAllBytes(file);
    for (int length = 0; length < all.length; length++) {
      Files.write(file, java.util.Arrays.copyOf(all, length));
      assertThat(isWhole()).as("%d bytes", length).isFalse();
    }
  }

  @Test
  void changedByteIsNoticed() throws IOException {
    for (long at = 0; at < Files.size(file); at++) {
      flip(at);
      assertThat(isWhole()).as("byte %d", at).isFalse();
      flip(at);
    }
    assertThat(isWhole()).isTrue();
  }

  private void flip(long at) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(at);
      int value = bytes.read();
      bytes.seek(at);
      bytes.write(value ^ 1);
    }
  }

  @Test
  void otherViewsOrRecordsAreNotThese() throws IOException {
    assertThat(FeatureFile.open(file, VIEWS + 1, RECORD)).isEmpty();
    assertThat(FeatureFile.open(file, RECORD, VIEWS)).isEmpty();
  }
}
