package io.github.gradcam.batch.spark;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/** Writes files that are nothing but their bytes: without a .crc file beside each local one. */
final class PlainFiles {

  private PlainFiles() {}

  /** Writes a file, replacing one of that name. */
  static void write(Path file, byte[] bytes, Configuration storage) throws IOException {
    FileSystem files = file.getFileSystem(storage);
    FileSystem plain = files instanceof LocalFileSystem local ? local.getRawFileSystem() : files;
    try (OutputStream out = plain.create(file, true)) {
      out.write(bytes);
    }
  }
}
