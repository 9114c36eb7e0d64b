package io.github.gradcam.train;

/** A training that cannot go on; the message says what to do. */
public final class TrainingException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  /**
   * Reports what was expected and what was found.
   *
   * @param message one or two sentences for the user
   */
  public TrainingException(String message) {
    super(message);
  }
}
