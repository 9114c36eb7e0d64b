package io.github.gradcam.serve.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What a client gets.
 *
 * @param status of HTTP
 * @param type of the body, such as {@code image/png}
 * @param body its bytes; shared, not copied
 * @param headers besides those of each reply
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record WebReply(int status, String type, byte[] body, Map<String, String> headers) {

  /** The type of JSON. */
  public static final String JSON = "application/json";

  private static final JsonMapper MAPPER = new JsonMapper();

  /** Copies the headers. */
  public WebReply {
    headers = Map.copyOf(headers);
  }

  /**
   * A reply that all is well.
   *
   * @param type of the body
   * @param body its bytes
   * @return status 200
   */
  public static WebReply of(String type, byte[] body) {
    return new WebReply(200, type, body, Map.of());
  }

  /**
   * A reply in JSON.
   *
   * @param value what Jackson writes: maps, lists, records, numbers and texts
   * @return status 200
   */
  public static WebReply json(Object value) {
    return of(JSON, bytes(value));
  }

  /**
   * The reply to what cannot be answered: {@code {"error": "Expected ..., found ..."}}.
   *
   * @param fault why
   * @return its status, and its sentence as JSON
   */
  public static WebReply of(WebFault fault) {
    return error(fault.status(), fault.sentence(), fault.headers());
  }

  static WebReply error(int status, String sentence, Map<String, String> headers) {
    return new WebReply(status, JSON, bytes(Map.of("error", sentence)), headers);
  }

  /**
   * The same with a further header.
   *
   * @param name of the header
   * @param value of it
   * @return a reply
   */
  public WebReply with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new WebReply(status, type, body, more);
  }

  /** {@return this, as the answer of a route that need not wait} */
  public CompletionStage<WebReply> now() {
    return CompletableFuture.completedFuture(this);
  }

  private static byte[] bytes(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Expected a reply that JSON can hold, found another", e);
    }
  }
}
