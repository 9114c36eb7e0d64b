package io.github.gradcam.batch;

import io.github.gradcam.image.ImageReadException;
import java.io.EOFException;
import java.nio.file.FileSystemException;
import java.util.regex.Pattern;

/** Why an image, an archive or a list cannot be used, in one line. */
final class FailureText {

  /** Names of classes and of objects, which libraries put into their messages. */
  private static final Pattern INTERNAL =
      Pattern.compile(
          "\\bnull\\b|[A-Z]\\w*@[0-9a-f]{6,8}\\b|\\b(?:java|javax|org|com)\\.[a-z]\\w*\\.\\w"
              + "|\\b[A-Z]\\w*(?:Exception|Error)\\b|\\bout of bounds\\b");

  private FailureText() {}

  /** The message without the image's name, which many begin with. */
  static String of(Throwable cause, String name) {
    String message = reason(cause);
    String start = name + ": ";
    return message.startsWith(start) ? message.substring(start.length()) : message;
  }

  /** What went wrong in words, where a library gives none or names its own parts. */
  static String reason(Throwable cause) {
    String message = cause.getMessage();
    if (cause instanceof FileSystemException file && file.getReason() != null) {
      return "expected to use %s, found: %s".formatted(file.getFile(), file.getReason());
    }
    if (message != null && !message.isBlank() && (isOurs(cause) || !isInternal(message))) {
      return message;
    }
    return cause instanceof EOFException ? "it ends too early" : "its data is damaged";
  }

  /** Our own words may name any file. */
  private static boolean isOurs(Throwable cause) {
    return cause instanceof ImageReadException || cause instanceof BrokenSourceException;
  }

  private static boolean isInternal(String message) {
    return INTERNAL.matcher(message).find();
  }
}
