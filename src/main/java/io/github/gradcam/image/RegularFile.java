package io.github.gradcam.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Tells files from pipes, sockets and devices, which never end or never begin. */
public final class RegularFile {

  private RegularFile() {}

  /**
   * Looks at what is to be read, behind links.
   *
   * @param file a file
   * @return its length, bytes
   * @throws IOException if there is none, or it is no regular file; the message says what it is
   */
  public static long length(Path file) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    if (attributes.isRegularFile()) {
      return attributes.size();
    }
    throw new IOException(
        "expected a regular file, found "
            + (attributes.isDirectory() ? "a directory" : "a pipe, a socket or a device"));
  }

  /**
   * Reads the first bytes, by which forms of files are told.
   *
   * @param file a regular file
   * @param count how many, fewer where the file is shorter
   * @return a letter from 0 to 255 a byte
   * @throws IOException if it cannot be read
   */
  public static String start(Path file, int count) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(count), StandardCharsets.ISO_8859_1);
    }
  }
}
