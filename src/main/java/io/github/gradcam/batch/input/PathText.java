package io.github.gradcam.batch.input;

import io.github.gradcam.image.codec.ImageFiles;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** How images are named in the results. */
final class PathText {

  private static final char UNKNOWN = '\ufffd';

  /** Between an archive and an entry of it. */
  static final String IN_ARCHIVE = "!/";

  private static final String RESOURCE_FORKS = "__MACOSX";

  private PathText() {}

  /** The absolute path of a file, normalised, with forward slashes. */
  static String of(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    String text = absolute.toString();
    if (text.indexOf(UNKNOWN) >= 0) {
      // The locale lacks letters of this name: two such names would look the same.
      text = ofUri(absolute.toUri().getRawPath());
    }
    return text.replace(File.separatorChar, '/');
  }

  /** {@code ARCHIVE!/ENTRY}, the entry without leading slashes and steps upwards. */
  static String of(Path archive, String entry) {
    Deque<String> names = new ArrayDeque<>();
    for (String name : entry.replace('\\', '/').split("/", -1)) {
      switch (name) {
        case "", "." -> {}
        case ".." -> names.pollLast();
        default -> names.addLast(name);
      }
    }
    return of(archive) + IN_ARCHIVE + String.join("/", names);
  }

  /** Whether an entry of an archive is an image by its name; hidden ones are not. */
  static boolean isImage(String entry) {
    for (String name : entry.replace('\\', '/').split("/", -1)) {
      boolean hidden = name.startsWith(".") && !name.equals(".") && !name.equals("..");
      if (hidden || name.equals(RESOURCE_FORKS)) {
        return false;
      }
    }
    return ImageFiles.hasImageExtension(entry);
  }

  /** The text in UTF-8; null if the bytes are something else. */
  static @Nullable String utf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static String ofUri(String uri) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < uri.length(); i++) {
      if (uri.charAt(i) == '%') {
        bytes.write(Integer.parseInt(uri.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        bytes.write(uri.charAt(i));
      }
    }
    String text = utf8(bytes.toByteArray());
    return text == null ? uri : text;
  }
}
