package io.github.gradcam.model;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import io.github.gradcam.image.FailureWords;
import java.io.IOException;
import java.util.stream.Collectors;

/** What is wrong with a JSON file, in its own terms: the reader's message names Java's classes. */
public final class JsonFault {

  private JsonFault() {}

  /**
   * Says what is wrong and where.
   *
   * @param failure of reading the file
   * @return what was found, in a few words
   */
  public static String of(IOException failure) {
    if (failure instanceof JsonMappingException mapping) {
      String keys =
          mapping.getPath().stream()
              .map(key -> key.getFieldName() == null ? "[]" : key.getFieldName())
              .collect(Collectors.joining("."));
      return keys.isEmpty()
          ? "values that are missing or of another kind" + line(mapping)
          : "another kind of value of '%s'%s".formatted(keys, line(mapping));
    }
    return failure instanceof JsonProcessingException syntax
        ? "no JSON: %s%s".formatted(syntax.getOriginalMessage(), line(syntax))
        : "that it cannot be read: " + FailureWords.of(failure);
  }

  private static String line(JsonProcessingException failure) {
    JsonLocation place = failure.getLocation();
    return place == null || place.getLineNr() < 1 ? "" : " in line " + place.getLineNr();
  }
}
