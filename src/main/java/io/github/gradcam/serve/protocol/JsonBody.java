package io.github.gradcam.serve.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gradcam.serve.http.WebFault;
import java.io.IOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON that anybody may have written: no deeper, no longer and no stranger than is needed.
 */
final class JsonBody {

  private static final int DEEPEST = 16;
  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_NUMBER = 40;

  /** Some 800,000 pixels as nested arrays, which take some hundred bytes each in memory. */
  private static final long MOST_TOKENS = 4_000_000;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxNameLength(LONGEST_NAME)
                          .maxNumberLength(LONGEST_NUMBER)
                          .maxTokenCount(MOST_TOKENS)
                          .maxStringLength(Integer.MAX_VALUE) // no longer than the body
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JsonBody() {}

  /** Reads an object. */
  static ObjectNode object(byte[] bytes, int from, int length) throws WebFault {
    JsonNode node;
    try {
      node = MAPPER.readTree(bytes, from, length);
    } catch (JsonProcessingException e) {
      JsonLocation where = e.getLocation();
      throw ImageIntake.bad(
          "Expected JSON that is whole, at most %d levels deep, of at most %,d values and with each name once, found another%s"
              .formatted(
                  DEEPEST,
                  MOST_TOKENS,
                  where == null
                      ? ""
                      : " at line %d, column %d"
                          .formatted(where.getLineNr(), where.getColumnNr())));
    } catch (IOException e) {
      throw ImageIntake.bad("Expected JSON in UTF-8, found another coding");
    }
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw ImageIntake.bad("Expected a JSON object, found " + kind(node));
  }

  /** What a value is, for people. */
  static String kind(JsonNode node) {
    return switch (node.getNodeType()) {
      case ARRAY -> "an array";
      case OBJECT -> "an object";
      case STRING -> "a text";
      case NUMBER -> "a number";
      case BOOLEAN -> "true or false";
      case NULL -> "null";
      default -> "nothing";
    };
  }

  /** The options among the fields of an object: all but some. */
  static Map<String, String> options(ObjectNode object, String... others) throws WebFault {
    Map<String, String> options = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      if (List.of(others).contains(field.getKey()) || field.getValue().isNull()) {
        continue;
      }
      if (!field.getValue().isValueNode()) {
        throw ImageIntake.bad(
            "Expected a text, a number, true or false for '%s', found %s"
                .formatted(AskedOptions.shortened(field.getKey()), kind(field.getValue())));
      }
      options.put(field.getKey(), field.getValue().asText());
    }
    return options;
  }

  /** Decodes base64; the URL's alphabet too. */
  static byte[] base64(JsonNode node, String where) throws WebFault {
    if (!node.isTextual()) {
      throw ImageIntake.bad(
          "Expected base64 as a text in %s, found %s".formatted(where, kind(node)));
    }
    String text = node.textValue();
    int comma = text.startsWith("data:") ? text.indexOf(',') : -1;
    try {
      return Base64.getDecoder()
          .decode(text.substring(comma + 1).replace('-', '+').replace('_', '/'));
    } catch (IllegalArgumentException e) {
      throw ImageIntake.bad("Expected base64 in %s, found other signs".formatted(where));
    }
  }
}
