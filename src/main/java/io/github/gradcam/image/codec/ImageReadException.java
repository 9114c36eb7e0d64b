package io.github.gradcam.image.codec;

/** A file that holds no image that can be read; the message is one line with the reason. */
public class ImageReadException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * Says why an image cannot be read.
   *
   * @param message what was expected, what was found, and what to do
   */
  public ImageReadException(String message) {
    super(message);
  }
}
