package io.github.gradcam.batch;

import java.io.IOException;

/** A folder, archive or list that breaks off before its end. */
public final class BrokenSourceException extends IOException {

  private static final long serialVersionUID = 1L;

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
   * What broke off.
   *
   * @return its path
   */
  public String source() {
    return source;
  }
}
