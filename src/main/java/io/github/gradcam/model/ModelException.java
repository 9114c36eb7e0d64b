package io.github.gradcam.model;

import org.jspecify.annotations.Nullable;

/** A model that cannot serve: missing, damaged, or without what was asked of it. */
public final class ModelException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /**
   * Reports what was expected and what was found.
   *
   * @param message one sentence for the user
   */
  public ModelException(String message) {
    super(message);
  }

  /**
   * Reports what was expected and what was found.
   *
   * @param message one sentence for the user
   * @param cause what went wrong below, where anything did
   */
  public ModelException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
