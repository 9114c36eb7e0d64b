package io.github.gradcam.batch.input;

import io.github.gradcam.image.RegularFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.zstandard.ZstdCompressorInputStream;
import org.jspecify.annotations.Nullable;

/** The kinds of archive, told by their first bytes, or by their name where those tell nothing. */
enum ArchiveKind {
  ZIP("zip", "zip", "PK\3\4"),
  TAR("tar", "tar", ""),
  TAR_GZIP("tar.gz", "tgz", "\u001f\u008b"),
  TAR_BZIP2("tar.bz2", "tbz2", "BZh"),
  TAR_ZSTD("tar.zst", "tzst", "(\u00b5/\u00fd");

  private static final int TAR_MARK = 257;

  private final String extension;
  private final String abbreviation;
  private final String start;

  ArchiveKind(String extension, String abbreviation, String start) {
    this.extension = extension;
    this.abbreviation = abbreviation;
    this.start = start;
  }

  /** The kind of a file; null if it is no archive. */
  static @Nullable ArchiveKind of(Path file) throws IOException {
    String first = start(file);
    if (first.startsWith("ustar", TAR_MARK)) {
      return TAR;
    }
    for (ArchiveKind kind : values()) {
      if (!kind.start.isEmpty() && first.startsWith(kind.start)) {
        return kind;
      }
    }
    return named(file);
  }

  /** The kind that a name says; null if it says none. */
  static @Nullable ArchiveKind named(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    for (ArchiveKind kind : values()) {
      if (name.endsWith("." + kind.extension) || name.endsWith("." + kind.abbreviation)) {
        return kind;
      }
    }
    return null;
  }

  /** Such as {@code tar.gz}. */
  String extension() {
    return extension;
  }

  /** Whether the first bytes of a file are those of this kind. */
  boolean starts(Path file) throws IOException {
    return start(file).startsWith(start);
  }

  /** Reads the archive from its start to its end; bytes of names become letters of Latin-1. */
  ArchiveInputStream<?> entries(InputStream in) throws IOException {
    String bytes = StandardCharsets.ISO_8859_1.name();
    return switch (this) {
      case ZIP -> new ZipArchiveInputStream(in, bytes, true, true);
      case TAR -> new TarStream(in, bytes);
      case TAR_GZIP -> new TarStream(members(in), bytes);
      case TAR_BZIP2 -> new TarStream(new BZip2CompressorInputStream(in, true), bytes);
      case TAR_ZSTD -> new TarStream(new ZstdCompressorInputStream(in), bytes);
    };
  }

  /** All members of a gzip file, as parallel compressors write several. */
  private static InputStream members(InputStream in) throws IOException {
    return GzipCompressorInputStream.builder()
        .setDecompressConcatenated(true)
        .setInputStream(in)
        .get();
  }

  private static String start(Path file) throws IOException {
    return RegularFile.start(file, 2 * TAR_MARK);
  }
}
