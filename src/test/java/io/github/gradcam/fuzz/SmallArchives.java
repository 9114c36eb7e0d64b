package io.github.gradcam.fuzz;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.jerolba.carpet.CarpetWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.zstandard.ZstdCompressorOutputStream;

/** Archives of small images, and lists of their names, in each form. */
final class SmallArchives {

  private static final String LONG_NAME = "b/" + "long".repeat(40) + ".jpg";

  private SmallArchives() {}

  /**
   * A row of a list.
   *
   * @param path of an image
   * @param label of its class, which may be missing
   * @param target an index, which may be missing
   */
  record Row(String path, Integer label, Double target) {}

  /** The forms of archive. */
  static List<String> archives() {
    return List.of("zip", "tar", "tar.gz", "tar.bz2", "tar.zst");
  }

  static List<FuzzInput> lists() throws IOException {
    String table = "path,label,class\na.png,1,2\n\"b, \"\"c\"\".jpg\",sea,\nd.png,,sea\n";
    List<FuzzInput> all = new ArrayList<>();
    all.add(new FuzzInput("csv", table.getBytes(UTF_8)));
    all.add(new FuzzInput("csv", table.getBytes(UTF_16)));
    all.add(new FuzzInput("tsv", table.replace(',', '\t').getBytes(UTF_8)));
    all.add(new FuzzInput("txt", "# images\na.png\n\nb/雪.png\n".getBytes(UTF_8)));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (CarpetWriter<Row> writer = new CarpetWriter<>(bytes, Row.class)) {
      writer.write(new Row("a.png", 3, 2.0));
      writer.write(new Row("b/雪, 山.png", null, null));
      writer.write(new Row("c.png", 4, Double.NaN));
    }
    all.add(new FuzzInput("parquet", bytes.toByteArray()));
    return all;
  }

  static FuzzInput archive(String form, List<FuzzInput> pictures) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    if (form.equals("zip")) {
      zip(pictures, bytes);
    } else {
      try (OutputStream out = compressed(form, bytes)) {
        out.write(tar(pictures));
      }
    }
    return new FuzzInput(form, bytes.toByteArray());
  }

  /** The archive that a form compresses. */
  static byte[] tar(List<FuzzInput> pictures) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (FuzzInput picture : pictures) {
        TarArchiveEntry entry = new TarArchiveEntry(name(pictures, picture));
        entry.setSize(picture.bytes().length);
        tar.putArchiveEntry(entry);
        tar.write(picture.bytes());
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  static OutputStream compressed(String form, OutputStream out) throws IOException {
    return switch (form) {
      case "tar.gz" -> new GzipCompressorOutputStream(out);
      case "tar.bz2" -> new BZip2CompressorOutputStream(out);
      case "tar.zst" -> new ZstdCompressorOutputStream(out);
      default -> out;
    };
  }

  private static void zip(List<FuzzInput> pictures, OutputStream out) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (FuzzInput picture : pictures) {
        zip.putNextEntry(new ZipEntry(name(pictures, picture)));
        zip.write(picture.bytes());
      }
    }
  }

  private static String name(List<FuzzInput> pictures, FuzzInput picture) {
    int at = pictures.indexOf(picture);
    return at == 1 ? LONG_NAME : "a/%d.%s".formatted(at, picture.form());
  }
}
