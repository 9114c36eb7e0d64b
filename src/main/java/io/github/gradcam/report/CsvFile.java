package io.github.gradcam.report;

import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows as comma-separated values (RFC 4180), UTF-8, with a header line. A text that a
 * spreadsheet would run as a formula gets an apostrophe before it, as OWASP advises.
 */
public final class CsvFile {

  private static final CsvMapper CSV = CsvMapper.builder().build();

  /** What begins a formula, in OWASP's "CSV injection". */
  private static final Pattern FORMULA = Pattern.compile("[=+\\-@\t\r\n＝＋－＠].*", Pattern.DOTALL);

  private CsvFile() {}

  /**
   * Writes a file.
   *
   * @param file where to write, replacing it; its folder is made if it is missing
   * @param header names of the columns
   * @param rows texts and numbers, one a column; null and NaN become empty
   * @throws IOException if the file cannot be written
   * @throws IllegalArgumentException if a row has another number of values than there are columns
   */
  public static void write(
      Path file, List<String> header, Iterable<? extends List<? extends @Nullable Object>> rows)
      throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    try (OutputStream out = Files.newOutputStream(file)) {
      write(out, header, rows);
    }
  }

  /** Writes the content of a file, and closes it. */
  public static void write(
      OutputStream out,
      List<String> header,
      Iterable<? extends List<? extends @Nullable Object>> rows)
      throws IOException {
    CsvSchema.Builder schema = CsvSchema.builder().setUseHeader(false);
    header.forEach(schema::addColumn);
    try (SequenceWriter writer = CSV.writer(schema.build()).writeValues(out)) {
      writer.write(checked(header, header.size()));
      for (List<? extends @Nullable Object> row : rows) {
        writer.write(checked(row, header.size()));
      }
    }
  }

  private static List<Object> checked(List<? extends @Nullable Object> row, int columns) {
    if (row.size() != columns) {
      throw new IllegalArgumentException(
          "Expected %d values in a row, found %d: %s".formatted(columns, row.size(), row));
    }
    List<Object> values = new ArrayList<>();
    for (Object value : row) {
      // Jackson would leave out a null and move the values behind it.
      values.add(value == null || value.equals(Double.NaN) ? "" : harmless(value));
    }
    return values;
  }

  private static Object harmless(Object value) {
    boolean formula = value instanceof String text && FORMULA.matcher(text).matches();
    return formula ? "'" + value : value;
  }
}
