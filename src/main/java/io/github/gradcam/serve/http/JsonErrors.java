package io.github.gradcam.serve.http;

import java.nio.ByteBuffer;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Says in JSON what Jetty refuses before a request reaches us: no page, no trace, no versions. */
final class JsonErrors extends ErrorHandler {

  JsonErrors() {
    setShowStacks(false);
    setShowCauses(false);
  }

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int code,
      @Nullable String message,
      @Nullable Throwable cause,
      Callback callback) {
    SecurityHeaders.add(response.getHeaders());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, WebReply.JSON);
    response.write(true, body(code), callback);
  }

  private static ByteBuffer body(int status) {
    return ByteBuffer.wrap(WebReply.error(status, sentence(status), Map.of()).body());
  }

  private static String sentence(int status) {
    return switch (status) {
      case 408 -> "Expected a request within the time limit, found one that is not complete";
      case 413 -> "Expected a smaller body, found one above the limit";
      case 414 -> "Expected a shorter address, found one above the limit";
      case 431 -> "Expected smaller headers, found some above the limit";
      case 505 -> "Expected HTTP/1.1, found another version";
      default ->
          status < 500
              ? "Expected a request as HTTP/1.1 writes it, found another (%s)"
                  .formatted(HttpStatus.getMessage(status))
              : "Expected no fault of the server itself, found one; its log says more";
    };
  }
}
