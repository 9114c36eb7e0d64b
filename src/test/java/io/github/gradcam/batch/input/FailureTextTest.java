package io.github.gradcam.batch.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gradcam.image.codec.ImageReadException;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailureTextTest {

  @TempDir Path folder;

  static Stream<Throwable> failuresWithoutWords() {
    return Stream.of(
        new IOException(),
        new IOException("null"),
        new IOException(" "),
        new RuntimeException("org.apache.parquet.io.LocalInputFile@77f4c040 is not a Parquet file"),
        new IllegalStateException("LocalInputFile@77f4c040 is cut"),
        new RuntimeException("java.lang.NullPointerException"),
        new RuntimeException(new EOFException()));
  }

  @ParameterizedTest
  @MethodSource("failuresWithoutWords")
  void whatALibrarySaysOfItsOwnPartsIsNotPassedOn(Throwable failure) {
    assertThat(FailureText.reason(failure)).isEqualTo("its data is damaged");
  }

  @Test
  void whatIsSaidInWordsStays() {
    assertThat(FailureText.reason(new IOException("the checksum 1a2b3c4d is wrong")))
        .isEqualTo("the checksum 1a2b3c4d is wrong");
    assertThat(FailureText.reason(new EOFException())).isEqualTo("it ends too early");
    assertThat(FailureText.reason(new FileSystemException("a.jpg", null, "Too many open files")))
        .isEqualTo("expected to use a.jpg, found: Too many open files");
    assertThat(FailureText.of(new IOException("a.jpg: is cut"), "a.jpg")).isEqualTo("is cut");
    for (String own : List.of("null.jpg: is cut", "a.b.c.jpg: is cut", "IOException.jpg: is cut")) {
      assertThat(FailureText.reason(new ImageReadException(own))).isEqualTo(own);
    }
    assertThat(FailureText.reason(new IOException("a.b.c.zip is cut")))
        .isEqualTo("a.b.c.zip is cut");
  }

  /** All that a truncated archive says, wherever it is cut. */
  @ParameterizedTest
  @ValueSource(doubles = {0.02, 0.3, 0.5, 0.7, 0.9, 0.99})
  void aTruncatedArchiveSaysSoInWords(double share) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new GzipCompressorOutputStream(bytes))) {
      byte[] noise = new byte[5000];
      for (int i = 0; i < 4; i++) {
        new Random(i).nextBytes(noise);
        TarArchiveEntry entry = new TarArchiveEntry(i + ".jpg");
        entry.setSize(noise.length);
        tar.putArchiveEntry(entry);
        tar.write(noise);
        tar.closeArchiveEntry();
      }
    }
    byte[] cut = Arrays.copyOf(bytes.toByteArray(), (int) (bytes.size() * share));
    Path file = Files.write(folder.resolve("cut.tar.gz"), cut);
    List<String> messages = new ArrayList<>();
    try (ImageCollection.Entries entries =
        new InputKinds(folder.resolve("out"), ListColumns.DEFAULT).of(file).open()) {
      for (ImageEntry entry = entries.next(); entry != null; entry = entries.next()) {
        entry.content().held();
      }
    } catch (IOException e) {
      messages.add(e.getMessage());
    }
    assertThat(messages).hasSize(1);
    assertThat(messages.get(0))
        .contains("cut.tar.gz")
        .doesNotContain("null")
        .doesNotContainPattern("Exception|@[0-9a-f]{6}");
  }

  @Test
  void aListThatIsNoParquetFileSaysSoInWords() throws Exception {
    Path list =
        Files.write(
            folder.resolve("cut.parquet"),
            "PAR1 and then nothing".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> new ParquetList(list, ListColumns.DEFAULT))
        .isInstanceOf(IOException.class)
        .hasMessageEndingWith(
            "cut.parquet: expected a Parquet file, found something else: its data is damaged");
  }
}
