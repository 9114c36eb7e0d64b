package io.github.gradcam.cli;

import com.beust.jcommander.ParameterException;
import io.github.gradcam.image.ImageReadException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Turns failures into one line for users. */
final class Messages {

  private Messages() {}

  /** Tells whether the project itself wrote the message: expected, found, what to do. */
  static boolean isForUsers(Throwable failure) {
    return failure instanceof IllegalArgumentException
        || failure instanceof IllegalStateException
        || failure instanceof ImageReadException
        || failure instanceof java.io.IOException
        || failure instanceof UncheckedIOException
        || failure instanceof OutOfMemoryError
        || failure instanceof UsageException
        || failure instanceof ParameterException;
  }

  /** Gives the line. */
  static String of(Throwable failure) {
    if (failure instanceof UncheckedIOException wrapped) {
      Throwable cause = wrapped.getCause();
      return wrapped.getMessage() + (cause == null ? "" : ": " + of(cause));
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
          .formatted(megabytes, failure.getMessage(), 2 * megabytes);
    }
    String message = failure.getMessage();
    String kind = failure.getClass().getSimpleName();
    if (message == null) {
      return kind;
    }
    return isForUsers(failure) ? message : kind + ": " + message;
  }
}
