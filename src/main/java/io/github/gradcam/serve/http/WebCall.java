package io.github.gradcam.serve.http;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that was read whole.
 *
 * @param method such as POST
 * @param path with a slash before it, decoded
 * @param query its parameters; the first value of each
 * @param headers by their names in lower case; the first value of each
 * @param body its bytes; shared, not copied
 * @param deadline when the client no longer waits
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record WebCall(
    String method,
    String path,
    Map<String, String> query,
    Map<String, String> headers,
    byte[] body,
    Deadline deadline) {

  /**
   * A header.
   *
   * @param name in any case
   * @return its value, or null
   */
  public @Nullable String header(String name) {
    return headers.get(name.toLowerCase(Locale.ROOT));
  }

  /** {@return the type of the body in lower case, without parameters; empty where none is said} */
  public String type() {
    String type = header("Content-Type");
    return type == null ? "" : type.split(";", -1)[0].strip().toLowerCase(Locale.ROOT);
  }
}
