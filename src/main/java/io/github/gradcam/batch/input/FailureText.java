package io.github.gradcam.batch.input;

import io.github.gradcam.image.FailureWords;
import io.github.gradcam.image.codec.ImageReadException;

/** Why an image, an archive or a list cannot be used, in one line. */
public final class FailureText {

  private FailureText() {}

  /** The message without the image's name, which many begin with. */
  public static String of(Throwable cause, String name) {
    String message = reason(cause);
    String start = name + ": ";
    return message.startsWith(start) ? message.substring(start.length()) : message;
  }

  /** What went wrong in words, where a library gives none or names its own parts. */
  static String reason(Throwable cause) {
    String message = cause.getMessage();
    return isOurs(cause) && message != null ? message : FailureWords.of(cause);
  }

  /** Our own words may name any file. */
  private static boolean isOurs(Throwable cause) {
    return cause instanceof ImageReadException || cause instanceof BrokenSourceException;
  }
}
