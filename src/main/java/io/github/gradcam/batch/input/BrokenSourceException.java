package io.github.gradcam.batch.input;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A folder, archive or list that breaks off before its end. */
public final class BrokenSourceException extends IOException {

  private static final long serialVersionUID = 1L;

  /** Its path. */
  private final String source;

  /**
   * Says what broke off.
   *
   * @param source its path, as images' paths begin with it
   * @param message what was expected and what was found
   */
  public BrokenSourceException(String source, String message) {
    super(message);
    this.source = source;
  }

  /**
   * Says that an archive or a list broke off.
   *
   * @param source its path
   * @param message what was expected and what was found
   * @param cause why
   */
  BrokenSourceException(Path source, String message, @Nullable Throwable cause) {
    this(PathText.of(source), PathText.of(source) + ": " + message);
    initCause(cause);
  }

  /** {@return what broke off} */
  public String source() {
    return source;
  }
}
