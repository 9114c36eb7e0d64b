package io.github.gradcam.cli.option;

import io.github.gradcam.image.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/** What tells the content of files from that of others. */
final class FileDigest {

  private FileDigest() {}

  /** The SHA-256 of the files, one after the other, in hexadecimal. */
  static String sha256(List<Path> files) throws IOException {
    MessageDigest sha = Sha256.begin();
    byte[] some = new byte[1 << 16];
    for (Path file : files) {
      try (InputStream in = Files.newInputStream(file)) {
        for (int read = in.read(some); read >= 0; read = in.read(some)) {
          sha.update(some, 0, read);
        }
      }
    }
    return HexFormat.of().formatHex(sha.digest());
  }
}
