package io.github.gradcam.batch;

/** Why an image has no answer, in one line. */
final class FailureText {

  private FailureText() {}

  /** The message without the image's name, which many begin with. */
  static String of(Throwable cause, String name) {
    String message = cause.getMessage();
    if (message == null) {
      return cause.getClass().getSimpleName();
    }
    String start = name + ": ";
    return message.startsWith(start) ? message.substring(start.length()) : message;
  }
}
