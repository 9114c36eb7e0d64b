package io.github.gradcam.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What PyTorch calls the module that a node was exported from. Its exporters name a node by the
 * modules around it and what it does: {@code /features/features.18/features.18.0/Conv} is {@code
 * features.18.0}, as parts of a {@code Sequential} repeat what they are part of.
 */
final class ModulePath {

  private ModulePath() {}

  /** The path; nothing for a name that is no such. */
  static Optional<String> of(String name) {
    String[] parts = name.split("/", -1);
    if (parts.length < 3 || !parts[0].isEmpty()) {
      return Optional.empty();
    }
    List<String> path = new ArrayList<>();
    for (String part : List.of(parts).subList(1, parts.length - 1)) {
      boolean repeats = !path.isEmpty() && part.startsWith(path.get(path.size() - 1) + ".");
      if (repeats) {
        path.remove(path.size() - 1);
      }
      path.add(part);
    }
    return Optional.of(String.join(".", path));
  }

  /** Whether a module is another or stands in it. */
  static boolean isWithin(String module, String outer) {
    return module.equals(outer) || module.startsWith(outer + ".");
  }
}
