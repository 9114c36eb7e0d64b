package io.github.gradcam.video.media;

import java.io.IOException;

/** A video that cannot be read or written; the message says what was expected and what to do. */
public final class VideoException extends IOException {

  private static final long serialVersionUID = 1L;

  /**
   * A failure.
   *
   * @param message what was expected, what was found, what to do
   */
  public VideoException(String message) {
    super(message);
  }
}
