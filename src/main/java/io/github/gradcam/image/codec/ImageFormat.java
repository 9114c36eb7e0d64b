package io.github.gradcam.image.codec;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The formats that are read, told apart by their first bytes, whatever the file is called. */
enum ImageFormat {
  JPEG,
  PNG,
  BMP,
  TIFF,
  WEBP,
  GIF;

  private static final int QUOTED = 24;

  /** The format of these bytes, or an error that says what they are instead. */
  static ImageFormat of(byte[] bytes, String name) throws ImageReadException {
    if (starts(bytes, 0, "\u00ff\u00d8\u00ff")) {
      return JPEG;
    }
    if (starts(bytes, 0, "\u0089PNG\r\n\u001a\n")) {
      return PNG;
    }
    if (starts(bytes, 0, "RIFF") && starts(bytes, 8, "WEBP")) {
      return WEBP;
    }
    if (starts(bytes, 0, "II*\0") || starts(bytes, 0, "MM\0*")) {
      return TIFF;
    }
    if (starts(bytes, 0, "GIF8")) {
      return GIF;
    }
    if (starts(bytes, 0, "BM") && bytes.length > 26) {
      return BMP;
    }
    throw new ImageReadException(
        "%s: expected a JPEG, PNG, WebP, BMP, TIFF or GIF image, found %s"
            .formatted(name, describe(bytes)));
  }

  /** Whether the bytes at an offset are these characters, each below 256. */
  static boolean starts(byte[] bytes, int offset, String latin1) {
    if (bytes.length - offset < latin1.length()) {
      return false;
    }
    for (int i = 0; i < latin1.length(); i++) {
      if ((bytes[offset + i] & 0xff) != latin1.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static String describe(byte[] bytes) {
    if (bytes.length == 0) {
      return "an empty file";
    }
    if (starts(bytes, 4, "ftyp")) {
      String brand = new String(bytes, 8, Math.min(4, bytes.length - 8), StandardCharsets.US_ASCII);
      return "a HEIC, AVIF or video file (brand %s); convert it to JPEG".formatted(brand.strip());
    }
    if (starts(bytes, 0, "%PDF")) {
      return "a PDF document";
    }
    if (starts(bytes, 0, "PK\u0003\u0004")) {
      return "a zip archive";
    }
    String start = textAtStart(bytes);
    if (!start.isEmpty()) {
      boolean html = start.toLowerCase(Locale.ROOT).startsWith("<");
      return (html ? "markup" : "text") + " that starts with \"" + start + "\"";
    }
    return "unknown data (%d bytes)".formatted(bytes.length);
  }

  /** The first characters on one line if the bytes are text, else nothing. */
  private static String textAtStart(byte[] bytes) {
    int length = Math.min(bytes.length, 4 * QUOTED);
    for (int i = 0; i < length; i++) {
      if (bytes[i] >= 0 && bytes[i] < ' ' && "\t\r\n\f".indexOf(bytes[i]) < 0) {
        return "";
      }
    }
    // A character may be cut at the end: up to three bytes fewer may do.
    for (int end = length; end > 0 && end > length - 4; end--) {
      try {
        String text =
            StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes, 0, end))
                .toString()
                .strip()
                .replaceAll("\\s+", " ");
        return text.codePointCount(0, text.length()) <= QUOTED
            ? text
            : text.substring(0, text.offsetByCodePoints(0, QUOTED)) + "...";
      } catch (CharacterCodingException e) {
        // try the next encoding
      }
    }
    return "";
  }
}
