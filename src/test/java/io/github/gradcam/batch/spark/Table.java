package io.github.gradcam.batch.spark;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Asks DuckDB, which knows nothing of Spark, about results. */
final class Table {

  private Table() {}

  /** The first column of a query over {@code $rows}. */
  static List<String> column(Path output, String query) throws SQLException {
    String rows = "read_parquet('%s/results.parquet/*.parquet')".formatted(output);
    List<String> column = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query.replace("$rows", rows))) {
      while (result.next()) {
        column.add(result.getString(1));
      }
    }
    return column;
  }

  /** The paths of all rows, with repetitions, sorted. */
  static List<String> paths(Path output) throws SQLException {
    return column(output, "SELECT path FROM $rows ORDER BY path");
  }
}
