package io.github.gradcam.model;

import org.tensorflow.exceptions.TFResourceExhaustedException;

/** The device has no memory left for what it should compute; fewer images at a time may fit. */
public final class DeviceMemoryException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  /**
   * Says in a line what TensorFlow tells in many.
   *
   * @param cause TensorFlow's report
   */
  DeviceMemoryException(TFResourceExhaustedException cause) {
    super(
        "Expected memory for these images, found: %s; use a smaller --batch-size"
            .formatted(firstLine(cause)),
        cause);
  }

  private static String firstLine(TFResourceExhaustedException cause) {
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("none left").strip();
  }
}
