package io.github.gradcam.cli.console;

import com.beust.jcommander.ParameterException;
import io.github.gradcam.image.FailureWords;
import io.github.gradcam.image.codec.ImageReadException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Objects;

/** Turns failures into one line for users. */
public final class Messages {

  private Messages() {}

  /** Tells whether the project itself wrote the message: expected, found, what to do. */
  private static boolean isForUsers(Throwable failure) {
    return failure instanceof IllegalArgumentException
        || failure instanceof IllegalStateException
        || failure instanceof ImageReadException
        || failure instanceof java.io.IOException
        || failure instanceof UncheckedIOException
        || failure instanceof OutOfMemoryError
        || failure instanceof UsageException
        || failure instanceof ParameterException;
  }

  /** Whether the system let the process open no further file, be it one of a library. */
  private static boolean isOutOfFiles(Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (String.valueOf(each.getMessage()).contains("Too many open files")) {
        return true;
      }
    }
    return false;
  }

  /** Gives the line. */
  public static String of(Throwable failure) {
    if (isOutOfFiles(failure)) {
      return "Expected to open more files at once than the system allows this process; raise its limit (ulimit -n 1024) and run it again";
    }
    if (failure instanceof UncheckedIOException wrapped) {
      Throwable cause = wrapped.getCause();
      String message = wrapped.getMessage();
      if (cause == null) {
        return FailureWords.of(failure);
      }
      return cause.toString().equals(message) ? of(cause) : message + ": " + of(cause);
    } else if (failure instanceof NoSuchFileException file) {
      return "Expected a file or folder at " + file.getFile() + ", found nothing; check the path";
    } else if (failure instanceof AccessDeniedException file) {
      return "Expected to be allowed to use "
          + file.getFile()
          + ", was denied; check its owner and mode";
    } else if (failure instanceof FileAlreadyExistsException
        || failure instanceof NotDirectoryException) {
      return "Expected a folder at " + failure.getMessage() + ", found a file; give another path";
    } else if (failure instanceof DirectoryNotEmptyException) {
      return "Expected a file at " + failure.getMessage() + ", found a folder; give another path";
    } else if (failure instanceof OutOfMemoryError) {
      long megabytes = Runtime.getRuntime().maxMemory() >> 20;
      return "Expected more memory than the %d MB that Java may use (%s); give JAVA_OPTS=-Xmx%dm or a smaller --batch-size, and run it again"
          .formatted(
              megabytes,
              Objects.requireNonNullElse(failure.getMessage(), "all is taken"),
              2 * megabytes);
    }
    if (failure instanceof LinkageError) {
      return "Expected to load the libraries of TensorFlow and OpenCV, found that they cannot be; allow more open files (ulimit -n 1024), and see that the disk of ~/.javacpp is not full";
    }
    String message = failure.getMessage();
    if (isForUsers(failure) && message != null && !message.isBlank()) {
      return message;
    }
    return "Expected no fault of gradcam itself, found %s; report it with what --stacktrace shows"
        .formatted(FailureWords.of(failure, "one"));
  }
}
