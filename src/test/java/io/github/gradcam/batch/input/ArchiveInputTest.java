package io.github.gradcam.batch.input;

import static io.github.gradcam.batch.input.Collected.png;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.zstandard.ZstdCompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveInputTest {

  @TempDir Path root;

  private Path output() {
    return root.resolve("out");
  }

  private ImageInputs inputs(Path archive) {
    return ImageInputs.of(List.of(archive.toString()), output(), ListColumns.DEFAULT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.tar", "a.tar.gz", "a.TGZ", "a.tar.bz2", "a.tar.zst"})
  void imagesOfATarComeInItsOrder(String name) throws Exception {
    Path archive = root.resolve(name);
    Files.write(archive, compressed(name, tar("b/2.png", "b/notes.txt", "a.png", "雪 山\n.png")));
    Collected found = Collected.of(inputs(archive));
    assertThat(found.failures()).isEmpty();
    assertThat(found.paths(archive)).containsExactly("!/b/2.png", "!/a.png", "!/雪 山\n.png");
    assertThat(found.widths()).containsExactly(1, 3, 4);
  }

  @Test
  void gzipWithSeveralMembersIsReadToItsEnd() throws Exception {
    byte[] tar = tar("1.png", "2.png", "3.png");
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    for (int from = 0; from < tar.length; from += 700) {
      members.write(gzip(Arrays.copyOfRange(tar, from, Math.min(tar.length, from + 700))));
    }
    Path archive = Files.write(root.resolve("a.tar.gz"), members.toByteArray());
    assertThat(Collected.of(inputs(archive)).widths()).containsExactly(1, 2, 3);
  }

  @Test
  void resourceForksHiddenFilesLinksAndFoldersAreSkipped() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream out = new TarArchiveOutputStream(bytes)) {
      add(out, "__MACOSX/a.png", 1);
      add(out, "photos/._a.png", 2);
      out.putArchiveEntry(new TarArchiveEntry("folder.png/"));
      out.closeArchiveEntry();
      TarArchiveEntry link = new TarArchiveEntry("link.png", TarConstants.LF_SYMLINK);
      link.setLinkName("a.png");
      out.putArchiveEntry(link);
      out.closeArchiveEntry();
      add(out, "photos/a.png", 3);
    }
    Path archive = Files.write(root.resolve("a.tar"), bytes.toByteArray());
    assertThat(Collected.of(inputs(archive)).paths(archive)).containsExactly("!/photos/a.png");
    assertThat(inputs(archive).count()).hasValue(1);
  }

  @Test
  void countOfAPlainTarIsKnownAndOfACompressedOneIsNot() throws Exception {
    byte[] tar = tar("1.png", "2.png", "3.txt");
    Path plain = Files.write(root.resolve("a.tar"), tar);
    Path packed = Files.write(root.resolve("a.tgz"), gzip(tar));
    assertThat(inputs(plain).count()).hasValue(2);
    assertThat(inputs(packed).count()).isEmpty();
  }

  @Test
  void shareOfACompressedTarGrowsToOne() throws Exception {
    Path archive = Files.write(root.resolve("a.tgz"), gzip(tar("1.png", "2.png")));
    try (ImageCollection.Entries entries = inputs(archive).open()) {
      assertThat(entries.share()).isZero();
      while (entries.next() != null) {
        assertThat(entries.share()).isBetween(0.0, 1.0);
      }
    }
    StreamedArchive images = new StreamedArchive(archive, ArchiveKind.TAR_GZIP);
    try (ImageCollection.Entries entries = images.open()) {
      while (entries.next() != null) {
        assertThat(entries.share()).isPositive();
      }
      assertThat(entries.share()).isEqualTo(1);
    }
  }

  /** A header and a small image take 512 bytes each: the second image begins at 1024 + 512. */
  @ParameterizedTest
  @CsvSource({
    "1540, true, 1",
    "1540, false, 1",
    "1200, true, 1",
    "1200, false, 1",
    "1024, true, 1",
    "1024, false, 1",
    "700, true, 1"
  })
  void truncatedTarGivesWhatCameBefore(int length, boolean held, int whole) throws Exception {
    byte[] tar = tar("1.png", "2.png", "3.png");
    Path archive = Files.write(root.resolve("cut.tar"), Arrays.copyOf(tar, length));
    Path next = Files.write(root.resolve("next.tar"), tar("4.png"));
    ImageInputs inputs =
        ImageInputs.of(List.of(archive.toString(), next.toString()), output(), ListColumns.DEFAULT);
    if (held) {
      Collected found = Collected.of(inputs);
      assertThat(found.paths(root)).containsExactly("/cut.tar!/1.png", "/next.tar!/4.png");
      assertThat(found.failures().get(found.failures().size() - 1))
          .startsWith(
              "%s: the archive breaks off after %d images: ".formatted(PathText.of(archive), whole))
          .endsWith("; copy or download it again");
    } else {
      assertThat(pathsWithoutReading(inputs)).contains("FAILED after 1", "/next.tar!/4.png");
    }
  }

  private List<String> pathsWithoutReading(ImageInputs inputs) throws IOException {
    List<String> paths = new java.util.ArrayList<>();
    try (ImageCollection.Entries entries = inputs.open()) {
      while (true) {
        try {
          ImageEntry entry = entries.next();
          if (entry == null) {
            return paths;
          }
          paths.add(entry.path().substring(PathText.of(root).length()));
        } catch (IOException e) {
          paths.add(e.getMessage().replaceAll(".*(after \\d+) images.*", "FAILED $1"));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.tar.gz", "a.tar.bz2", "a.tar.zst"})
  void truncatedCompressedTarIsAnError(String name) throws Exception {
    byte[] packed = compressed(name, tar("1.png", "2.png"));
    Path archive = Files.write(root.resolve(name), Arrays.copyOf(packed, packed.length - 9));
    assertThat(Collected.of(inputs(archive)).failures())
        .last(org.assertj.core.api.InstanceOfAssertFactories.STRING)
        .startsWith(PathText.of(archive) + ": ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.tar", "a.tar.gz", "a.tar.zst", "a.tar.bz2", "a.zip"})
  void emptyFileIsNoArchive(String name) throws Exception {
    Path archive = Files.createFile(root.resolve(name));
    String kind = name.substring(2);
    assertThat(Collected.of(inputs(archive)).failures())
        .containsExactly(
            "%s: expected a %s archive, found an empty file; copy or download it again"
                .formatted(PathText.of(archive), kind));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.tar", "a.tar.gz", "a.tar.zst", "a.tar.bz2", "a.zip"})
  void textIsNoArchive(String name) throws Exception {
    Path archive = Files.writeString(root.resolve(name), "hello ".repeat(500));
    Collected found = Collected.of(inputs(archive));
    assertThat(found.entries()).isEmpty();
    assertThat(found.failures()).hasSize(1);
    assertThat(found.failures().get(0)).startsWith(PathText.of(archive) + ": ");
  }

  @Test
  void archiveWithoutImagesIsAnError() throws Exception {
    Path archive = Files.write(root.resolve("a.tar"), tar("notes.txt"));
    assertThat(Collected.of(inputs(archive)).failures())
        .containsExactly(
            "Expected images (.jpg, .png, ...) in " + archive + ", found none; check the path");
  }

  @Test
  void kindIsToldByContentWhereTheNameIsWrong() throws Exception {
    Path gzip = Files.write(root.resolve("a.tar"), gzip(tar("1.png")));
    Path tar = Files.write(root.resolve("b.zip"), tar("2.png"));
    Collected found = Collected.of(output(), gzip, tar);
    assertThat(found.paths(root)).containsExactly("/a.tar!/1.png", "/b.zip!/2.png");
    assertThat(found.widths()).containsExactly(1, 1);
  }

  @Test
  void legacyAndUpwardNamesAreKeptTidy() throws Exception {
    Path archive =
        Files.write(root.resolve("a.tar"), tar("../../x.png", "/etc/y.png", "./z//w.png"));
    assertThat(Collected.of(inputs(archive)).paths(archive))
        .containsExactly("!/x.png", "!/etc/y.png", "!/z/w.png");
  }

  @Test
  void longNamesAndNamesInOtherLettersAreKept() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String folder = "x".repeat(150);
    try (TarArchiveOutputStream out = new TarArchiveOutputStream(bytes, "ISO-8859-1")) {
      out.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
      add(out, folder + "/é.png", 1);
    }
    Path archive = Files.write(root.resolve("a.tar"), bytes.toByteArray());
    assertThat(Collected.of(inputs(archive)).paths(archive))
        .containsExactly("!/" + folder + "/é.png");
  }

  @Test
  void imageAboveTheLimitIsRefusedAloneWithAReason() throws Exception {
    byte[] tar = tar("1.png", "2.png");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    TarArchiveEntry large = new TarArchiveEntry("large.png");
    large.setSize(600L << 20);
    byte[] header = new byte[512];
    large.writeEntryHeader(header);
    bytes.write(tar, 0, 1024);
    bytes.write(header);
    Path archive = Files.write(root.resolve("a.tar"), bytes.toByteArray());
    try (var channel = Files.newByteChannel(archive, java.nio.file.StandardOpenOption.WRITE)) {
      channel.position(1536 + (600L << 20));
      channel.write(java.nio.ByteBuffer.wrap(tar, 1024, tar.length - 1024));
    }
    Collected found = Collected.of(inputs(archive));
    assertThat(found.widths()).containsExactly(1, -1, 2);
    assertThat(found.reason(1))
        .endsWith(
            "!/large.png: expected an image of at most %d MB, found 600 MB; make it smaller"
                .formatted(UnreadableContent.MAX_BYTES >> 20));
    assertThat(inputs(archive).count()).hasValue(3);
  }

  @Test
  void heldImagesTellWhatTheyTake() throws Exception {
    Path archive = Files.write(root.resolve("a.tar"), tar("1.png"));
    Collected found = Collected.of(inputs(archive));
    assertThat(found.entries().get(0).content().bytes()).isEqualTo(png(1).length);
  }

  /** Images whose columns are their place, from 1; what is no image is counted as well. */
  private static byte[] tar(String... names) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream out = new TarArchiveOutputStream(bytes, "UTF-8")) {
      for (int i = 0; i < names.length; i++) {
        add(out, names[i], i + 1);
      }
    }
    return bytes.toByteArray();
  }

  private static void add(TarArchiveOutputStream out, String name, int width) throws IOException {
    byte[] content = png(width);
    TarArchiveEntry entry = new TarArchiveEntry(name, true);
    entry.setSize(content.length);
    out.putArchiveEntry(entry);
    out.write(content);
    out.closeArchiveEntry();
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    return compressed(".gz", bytes);
  }

  private static byte[] compressed(String name, byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out =
        switch (name.substring(name.lastIndexOf('.'))) {
          case ".tar" -> packed;
          case ".zst" -> new ZstdCompressorOutputStream(packed);
          case ".bz2" -> new BZip2CompressorOutputStream(packed);
          default -> new GZIPOutputStream(packed);
        }) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }
}
