package io.github.gradcam.serve.http;

import java.util.Map;

/** Why a request gets no answer: a status and a sentence for whoever sent it. */
public final class WebFault extends Exception {

  private static final long serialVersionUID = 1L;

  /** What was sent cannot be used. */
  public static final int BAD_REQUEST = 400;

  /** There is nothing of that name. */
  public static final int NOT_FOUND = 404;

  /** The body is too large. */
  public static final int TOO_LARGE = 413;

  /** The body is of a kind that is not taken. */
  public static final int UNSUPPORTED_TYPE = 415;

  /** No kind of reply that the client takes can be given. */
  public static final int NOT_ACCEPTABLE = 406;

  /** Too many requests are at work. */
  public static final int TOO_MANY = 429;

  /** It was the server itself. */
  public static final int BROKEN = 500;

  /** It may work later. */
  public static final int UNAVAILABLE = 503;

  private final int status;

  /** Read by the thread that answers alone. */
  private final transient Map<String, String> headers;

  /**
   * Makes a fault.
   *
   * @param status of HTTP, 400 to 599
   * @param message what was expected, what was found and what to do
   * @param headers of the reply, such as {@code Retry-After}
   */
  public WebFault(int status, String message, Map<String, String> headers) {
    super(message);
    this.status = status;
    this.headers = Map.copyOf(headers);
  }

  /**
   * Makes a fault.
   *
   * @param status of HTTP, 400 to 599
   * @param message what was expected, what was found and what to do
   */
  public WebFault(int status, String message) {
    this(status, message, Map.of());
  }

  /**
   * What may work later.
   *
   * @param status 429 or 503
   * @param message what was expected, what was found and what to do
   * @return a fault whose reply says when to come again
   */
  public static WebFault later(int status, String message) {
    return new WebFault(status, message, Map.of("Retry-After", "1"));
  }

  /** {@return the status of HTTP} */
  public int status() {
    return status;
  }

  /** {@return headers of the reply} */
  public Map<String, String> headers() {
    return headers;
  }

  /** {@return the sentence} */
  public String sentence() {
    return String.valueOf(getMessage());
  }
}
