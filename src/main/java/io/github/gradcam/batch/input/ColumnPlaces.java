package io.github.gradcam.batch.input;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Where the columns of a list are, from 0; -1 for one that it lacks. */
record ColumnPlaces(int path, int label, int target) {

  /** Finds the columns; only those of {@link ListColumns#DEFAULT} but the path may be missing. */
  static ColumnPlaces of(Path list, List<String> header, ListColumns columns) throws IOException {
    ListColumns usual = ListColumns.DEFAULT;
    return new ColumnPlaces(
        place(list, header, columns.path(), false),
        place(list, header, columns.label(), columns.label().equals(usual.label())),
        place(list, header, columns.target(), columns.target().equals(usual.target())));
  }

  private static int place(Path list, List<String> header, String name, boolean optional)
      throws IOException {
    int exact = header.indexOf(name);
    if (exact >= 0) {
      return exact;
    }
    for (int i = 0; i < header.size(); i++) {
      if (header.get(i).equalsIgnoreCase(name)) {
        return i;
      }
    }
    if (!optional) {
      throw new IOException(
          "Expected a column \"%s\" in %s, found %s; name the column or add a header line"
              .formatted(name, PathText.of(list), String.join(", ", header)));
    }
    return -1;
  }
}
