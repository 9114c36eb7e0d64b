package io.github.gradcam.model.device;

/** A device that was asked for and cannot be had; the message says why, and what to do. */
public final class DeviceException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  /**
   * Reports what was expected and what was found.
   *
   * @param message one sentence for the user
   */
  DeviceException(String message) {
    super(message);
  }
}
