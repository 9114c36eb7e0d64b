package io.github.gradcam.batch.input;

import org.jspecify.annotations.Nullable;

/**
 * A row of a list.
 *
 * @param path the file as it is written there; blank where the row lacks it
 * @param label the true class, if the list has it
 * @param target the class to explain, if the list has it
 */
record ListRow(String path, @Nullable String label, @Nullable String target) {

  /** A row of cells, of which any may be missing or blank. */
  static ListRow of(@Nullable String path, @Nullable String label, @Nullable String target) {
    return new ListRow(path == null ? "" : path, filled(label), filled(target));
  }

  private static @Nullable String filled(@Nullable String cell) {
    return cell == null || cell.isBlank() ? null : cell.strip();
  }
}
