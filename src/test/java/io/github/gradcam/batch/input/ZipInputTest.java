package io.github.gradcam.batch.input;

import static io.github.gradcam.batch.input.Collected.png;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZipInputTest {

  @TempDir Path root;

  private ImageInputs inputs(Path archive) {
    return ImageInputs.of(List.of(archive.toString()), root.resolve("out"), ListColumns.DEFAULT);
  }

  @Test
  void imagesOfAZipComeInTheOrderOfItsDirectory() throws Exception {
    Path archive = write("a.zip", zip(StandardCharsets.UTF_8, "b/2.png", "n.txt", "雪 山\n.png"));
    Collected found = Collected.of(inputs(archive));
    assertThat(found.paths(archive)).containsExactly("!/b/2.png", "!/雪 山\n.png");
    assertThat(found.widths()).containsExactly(1, 3);
    assertThat(found.failures()).isEmpty();
    assertThat(inputs(archive).count()).hasValue(2);
  }

  @Test
  void imagesStayInTheArchiveUntilTheyAreDecoded() throws Exception {
    Path archive = write("a.zip", zip(StandardCharsets.UTF_8, "1.png", "2.png"));
    Collected found = Collected.of(inputs(archive));
    assertThat(found.entries()).allMatch(entry -> entry.content().bytes() == 0);
    assertThat(found.entries().parallelStream().map(entry -> entry.path()).toList()).hasSize(2);
    assertThat(found.widths()).containsExactly(1, 2);
  }

  @Test
  void storedImagesAreRead() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      ZipEntry entry = new ZipEntry("a.png");
      entry.setMethod(ZipEntry.STORED);
      entry.setSize(png(7).length);
      CRC32 crc = new CRC32();
      crc.update(png(7));
      entry.setCrc(crc.getValue());
      out.putNextEntry(entry);
      out.write(png(7));
    }
    assertThat(Collected.of(inputs(write("a.zip", bytes.toByteArray()))).widths())
        .containsExactly(7);
  }

  @Test
  void zip64IsRead() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(bytes)) {
      out.setUseZip64(Zip64Mode.Always);
      for (int width = 1; width <= 3; width++) {
        out.putArchiveEntry(new ZipArchiveEntry(width + ".png"));
        out.write(png(width));
        out.closeArchiveEntry();
      }
    }
    assertThat(Collected.of(inputs(write("a.zip", bytes.toByteArray()))).widths())
        .containsExactly(1, 2, 3);
  }

  @Test
  void bytesBeforeTheArchiveDoNotMatter() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write("#!/bin/sh\nexit\n".getBytes(StandardCharsets.UTF_8));
    bytes.write(zip(StandardCharsets.UTF_8, "1.png", "2.png"));
    assertThat(Collected.of(inputs(write("a.zip", bytes.toByteArray()))).widths())
        .containsExactly(1, 2);
  }

  /** 0x82 is an e with an acute accent in code page 437; what is UTF-8 needs no mark. */
  @Test
  void namesInOldLettersAreKeptApart() throws Exception {
    Path dos = write("dos.zip", zip(Charset.forName("IBM437"), "é.png", "ü.png"));
    Path gbk = write("gbk.zip", zip(Charset.forName("GBK"), "雪.png", "山.png"));
    Path mac = write("mac.zip", unmarked(zip(StandardCharsets.UTF_8, "雪.png")));
    assertThat(Collected.of(inputs(dos)).paths(dos)).containsExactly("!/é.png", "!/ü.png");
    assertThat(Collected.of(inputs(gbk)).widths()).containsExactly(1, 2);
    assertThat(Collected.of(inputs(mac)).paths(mac)).containsExactly("!/雪.png");
  }

  @Test
  void encryptedImageFailsAlone() throws Exception {
    byte[] zip = zip(StandardCharsets.UTF_8, "1.png", "2.png");
    int directory = indexOf(zip, 0x02014b50);
    zip[6] |= 1;
    zip[directory + 8] |= 1;
    Path archive = write("a.zip", zip);
    Collected found = Collected.of(inputs(archive));
    assertThat(found.widths()).containsExactly(-1, 2);
    assertThat(found.reason(0))
        .isEqualTo(
            PathText.of(archive)
                + "!/1.png: expected an image that can be read, found it encrypted; unpack the"
                + " archive");
  }

  @Test
  void unknownMethodAndWrongChecksumFailAlone() throws Exception {
    byte[] zip = zip(StandardCharsets.UTF_8, "1.png", "2.png", "3.png");
    int directory = indexOf(zip, 0x02014b50);
    zip[directory + 10] = 97;
    int second = directory + 46 + 5;
    while (zip[second] != 'P' || zip[second + 1] != 'K') {
      second++;
    }
    zip[second + 16] ^= 1;
    Collected found = Collected.of(inputs(write("a.zip", zip)));
    assertThat(found.widths()).containsExactly(-1, -1, 3);
    assertThat(found.reason(0)).contains("methods 0 or 8, found 97");
    assertThat(found.reason(1)).contains("expected the checksum");
  }

  @Test
  void truncatedZipGivesWhatCameBefore() throws Exception {
    byte[] zip = zip(StandardCharsets.UTF_8, "1.png", "2.png", "3.png");
    int directory = indexOf(zip, 0x02014b50);
    Path atDirectory = write("a.zip", Arrays.copyOf(zip, directory + 50));
    Collected found = Collected.of(inputs(atDirectory));
    assertThat(found.widths()).containsExactly(1, 2, 3);
    assertThat(found.failures()).hasSize(1);
    assertThat(found.failures().get(0))
        .startsWith(PathText.of(atDirectory) + ": the archive breaks off after 3 images");
    assertThat(inputs(atDirectory).count()).isEmpty();

    Path withinThird = write("b.zip", Arrays.copyOf(zip, directory - 40));
    Collected fewer = Collected.of(inputs(withinThird));
    assertThat(fewer.widths()).containsExactly(1, 2);
    assertThat(fewer.failures().get(fewer.failures().size() - 1))
        .startsWith(PathText.of(withinThird) + ": the archive breaks off after 2 images");
  }

  @Test
  void zipWithAnotherExtensionIsRead() throws Exception {
    byte[] zip = zip(StandardCharsets.UTF_8, "1.png");
    assertThat(Collected.of(inputs(write("photos.cbz", zip))).widths()).containsExactly(1);
    assertThat(Collected.of(inputs(write("photos.tar", zip))).widths()).containsExactly(1);
  }

  @Test
  void imageThatIsCalledAZipIsNamed() throws Exception {
    Path archive = write("a.zip", png(1));
    assertThat(Collected.of(inputs(archive)).failures())
        .containsExactly(
            PathText.of(archive)
                + ": expected a zip archive, found something else; copy or download it again");
  }

  @Test
  void resourceForksAreSkippedAndNamesAreTidy() throws Exception {
    Path archive =
        write(
            "a.zip",
            zip(StandardCharsets.UTF_8, "__MACOSX/._a.png", "a\\b.png", "../../c.png", "/d.png"));
    assertThat(Collected.of(inputs(archive)).paths(archive))
        .containsExactly("!/a/b.png", "!/c.png", "!/d.png");
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(root.resolve(name), bytes);
  }

  private static byte[] zip(Charset charset, String... names) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes, charset)) {
      for (int i = 0; i < names.length; i++) {
        out.putNextEntry(new ZipEntry(names[i]));
        out.write(png(i + 1));
        out.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  /** Takes away the mark (bit 11) that the names of a zip with one image are UTF-8. */
  private static byte[] unmarked(byte[] zip) {
    zip[7] &= ~8;
    zip[indexOf(zip, 0x02014b50) + 9] &= ~8;
    return zip;
  }

  private static int indexOf(byte[] bytes, int littleEndian) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < bytes.length - 4; i++) {
      if (buffer.getInt(i) == littleEndian) {
        return i;
      }
    }
    throw new AssertionError("Expected a mark, found none");
  }
}
