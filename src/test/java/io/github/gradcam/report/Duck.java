package io.github.gradcam.report;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** Asks DuckDB, which knows nothing of this program, about a file. */
public final class Duck {

  private Duck() {}

  /** The lines of the answer, columns joined by a bar; FILE in the query is the file. */
  public static List<String> ask(Path file, String query) throws SQLException {
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet answer = statement.executeQuery(query.replace("FILE", "'" + file + "'"))) {
      List<String> lines = new ArrayList<>();
      while (answer.next()) {
        StringJoiner line = new StringJoiner("|");
        for (int i = 1; i <= answer.getMetaData().getColumnCount(); i++) {
          line.add(answer.getString(i));
        }
        lines.add(line.toString());
      }
      return lines;
    }
  }
}
