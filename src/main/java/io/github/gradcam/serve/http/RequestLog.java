package io.github.gradcam.serve.http;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A line a request, for who runs the server; never a body, a token or a query. */
final class RequestLog {

  private static final Logger LOG = LoggerFactory.getLogger("io.github.gradcam.serve.access");

  private RequestLog() {}

  static void line(String client, String method, String path, int status, long bytes, long nanos) {
    if (LOG.isDebugEnabled()) {
      LOG.debug(
          "{} {} {} {} {} bytes {} ms",
          client,
          WebRoutes.shown(method),
          WebRoutes.shown(path),
          status,
          bytes,
          nanos / 1_000_000);
    }
  }
}
