package io.github.gradcam.train.data;

import java.util.List;
import java.util.Optional;

/**
 * Images whose pixels may be wrong in parts, as their decoder complained; they are used.
 *
 * @param paths as {@link Example#path()}, in their order
 */
public record DoubtfulImages(List<String> paths) {

  private static final int MOST_NAMES = 10;

  /**
   * Copies the paths.
   *
   * @param paths as {@link Example#path()}, in their order
   */
  public DoubtfulImages(List<String> paths) {
    this.paths = List.copyOf(paths);
  }

  /**
   * Counts and names them.
   *
   * @return one line, with no more than ten names; empty where there are none
   */
  public Optional<String> text() {
    if (paths.isEmpty()) {
      return Optional.empty();
    }
    String names = String.join(", ", paths.subList(0, Math.min(MOST_NAMES, paths.size())));
    String more =
        paths.size() > MOST_NAMES ? " and %d more".formatted(paths.size() - MOST_NAMES) : "";
    return Optional.of(
        "Doubtful, as their decoder says that pixels may be wrong (used all the same): %d: %s%s"
            .formatted(paths.size(), names, more));
  }
}
