package io.github.gradcam.image;

import java.io.EOFException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What went wrong in words, where the system and libraries give none or name their own parts. */
public final class FailureWords {

  /** Names of classes, objects and source files, which libraries put into their messages. */
  private static final Pattern INTERNAL =
      Pattern.compile(
          "\\bnull\\b|[A-Z]\\w*@[0-9a-f]{6,8}\\b|\\b(?:java|javax|org|com)\\.[a-z]\\w*\\.\\w"
              + "|\\b[A-Z]\\w*(?:Exception|Error)\\b|\\.cpp:\\d+|\\bout of bounds\\b");

  private FailureWords() {}

  /**
   * Says why, in one line.
   *
   * @param failure of the system, of a library or our own
   * @return what follows "found:" in a message; no name of a class
   */
  public static String of(Throwable failure) {
    return of(
        failure, failure instanceof EOFException ? "it ends too early" : "its data is damaged");
  }

  /**
   * Says why, in one line.
   *
   * @param failure of the system, of a library or our own
   * @param unknown what to say where it has no words for people
   * @return what follows "found:" in a message; no name of a class
   */
  public static String of(Throwable failure, String unknown) {
    if (failure instanceof UncheckedIOException wrapped && wrapped.getCause() != null) {
      return of(wrapped.getCause(), unknown);
    } else if (failure instanceof FileSystemException file) {
      return ofFile(file);
    }
    String line = firstLine(failure.getMessage());
    return line.isEmpty() || INTERNAL.matcher(line).find() ? unknown : line;
  }

  /** The system's reason; where it gives none, all that the message says is a path. */
  private static String ofFile(FileSystemException failure) {
    if (failure.getReason() != null) {
      return "expected to use %s, found: %s".formatted(failure.getFile(), failure.getReason());
    } else if (failure instanceof NoSuchFileException) {
      return "nothing at " + failure.getFile();
    } else if (failure instanceof AccessDeniedException) {
      return "no right to use " + failure.getFile();
    }
    return failure.getFile() + " is in use, or of another kind";
  }

  private static String firstLine(@Nullable String message) {
    return message == null ? "" : message.strip().lines().findFirst().orElse("").strip();
  }
}
