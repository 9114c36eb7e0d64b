package io.github.gradcam.cli.option;

import io.github.gradcam.cli.console.UsageException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Some of a command's options, as far as they were given. */
final class GivenOptions {

  private final Map<String, Object> values = new LinkedHashMap<>();

  /** Takes an option with its value, null where it was not given. */
  GivenOptions with(String name, @Nullable Object value) {
    if (value != null) {
      values.put(name, value);
    }
    return this;
  }

  /** Refuses them all where an option that they belong to was not given. */
  void refuseWithout(String needed) {
    values.forEach(
        (name, value) -> {
          throw new UsageException(
              "Expected %s with %s %s, found none; give it, or leave %s out"
                  .formatted(needed, name, value, name));
        });
  }

  /** Refuses them all where an option was given that goes without them. */
  void refuseWith(String other) {
    values.forEach(
        (name, value) -> {
          throw new UsageException(
              "Expected no %s with %s, found %s; leave one of them out"
                  .formatted(name, other, value));
        });
  }

  /** The options as on a command line. */
  String words() {
    return values.entrySet().stream()
        .map(option -> option.getKey() + " " + option.getValue())
        .collect(Collectors.joining(" "));
  }
}
