package io.github.gradcam.batch.input;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The kinds of list, told by their names. */
enum ListKind {
  TEXT,
  TABLE,
  PARQUET;

  /** The kind of a file; null if it is no list. */
  static @Nullable ListKind named(Path file) {
    String name = file.toString();
    return switch (name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)) {
      case "txt", "lst" -> TEXT;
      case "csv", "tsv" -> TABLE;
      case "parquet" -> PARQUET;
      default -> null;
    };
  }

  ListRows open(Path list, ListColumns columns) throws IOException {
    return switch (this) {
      case TEXT -> new TextRows(list);
      case TABLE -> new TableRows(list, columns);
      case PARQUET -> new ParquetList(list, columns);
    };
  }
}
