package io.github.gradcam.model.keras;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Names that are taken, and numbers that make others; each name is found in constant time. */
final class FreeNames {

  private final Set<String> taken = new HashSet<>();
  private final Map<String, Integer> next = new HashMap<>();

  /** Takes a name; false where it is taken already. */
  boolean take(String name) {
    return taken.add(name);
  }

  /** Takes the first name that is free of those that begin so and end with a number from 1. */
  String numbered(String start) {
    while (true) {
      String name = start + next.merge(start, 1, Integer::sum);
      if (take(name)) {
        return name;
      }
    }
  }
}
