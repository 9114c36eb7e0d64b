package io.github.gradcam.serve.http;

import java.time.Duration;

/**
 * How much clients may ask for.
 *
 * @param bodyBytes the most bytes of one body
 * @param parts the most parts of a form, and images of one request
 * @param time from a request's head to the last byte of its reply
 * @param keepAlive how long a connection waits for its next request; proxies want it longer than
 *     their own limit, or they send requests on connections that are just being closed
 * @param connections at once; further ones wait to be accepted
 * @param requests with a body that are read, computed or answered at once; further ones get 429
 */
public record WebLimits(
    long bodyBytes, int parts, Duration time, Duration keepAlive, int connections, int requests) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is below 1
   */
  public WebLimits {
    if (bodyBytes < 1
        || parts < 1
        || time.toMillis() < 1
        || keepAlive.toMillis() < 1
        || connections < 1
        || requests < 1) {
      throw new IllegalArgumentException(
          "Expected limits of 1 or more, found %d bytes, %d parts, %d ms, %d ms between requests, %d connections, %d requests"
              .formatted(
                  bodyBytes, parts, time.toMillis(), keepAlive.toMillis(), connections, requests));
    }
  }
}
