package io.github.gradcam.batch.input;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens a list that is text: UTF-8, or UTF-16 where its first bytes say so. */
final class ListText {

  private static final char BYTE_ORDER_MARK = '\ufeff';

  private ListText() {}

  /** The text behind the byte order mark; bytes that are no text fail when they are read. */
  static BufferedReader open(Path list) throws IOException {
    Charset charset = charset(list);
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(Files.newInputStream(list), charset.newDecoder()));
    reader.mark(1);
    if (reader.read() != BYTE_ORDER_MARK) {
      reader.reset();
    }
    return reader;
  }

  private static Charset charset(Path list) throws IOException {
    try (InputStream in = Files.newInputStream(list)) {
      int mark = in.read() << 8 | in.read();
      return mark == 0xfffe || mark == 0xfeff ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
    }
  }
}
