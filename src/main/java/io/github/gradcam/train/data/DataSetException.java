package io.github.gradcam.train.data;

/** A data set that cannot serve: missing, without classes, with an empty class, or unreadable. */
public final class DataSetException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /**
   * Reports what was expected and what was found.
   *
   * @param message one sentence for the user
   */
  public DataSetException(String message) {
    super(message);
  }

  /**
   * Reports what was expected and what was found.
   *
   * @param message one sentence for the user
   * @param cause what made the data unreadable
   */
  public DataSetException(String message, Throwable cause) {
    super(message, cause);
  }
}
