package io.github.gradcam.batch.input;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of comma, semicolon or tab separated values, below a header line. */
final class TableRows implements ListRows {

  private static final int LONGEST_HEADER = 1 << 16;
  private static final char[] SEPARATORS = {',', ';', '\t'};
  private static final CsvMapper MAPPER = new CsvMapper();

  private final MappingIterator<String[]> rows;
  private final ColumnPlaces places;

  TableRows(Path list, ListColumns columns) throws IOException {
    BufferedReader text = ListText.open(list);
    try {
      CsvSchema schema = CsvSchema.emptySchema().withColumnSeparator(separator(text));
      rows =
          MAPPER
              .readerFor(String[].class)
              .with(CsvParser.Feature.WRAP_AS_ARRAY)
              .with(CsvParser.Feature.SKIP_EMPTY_LINES)
              .with(schema)
              .readValues(text);
      places = ColumnPlaces.of(list, header(list), columns);
    } catch (IOException | RuntimeException e) {
      text.close();
      throw e;
    }
  }

  private List<String> header(Path list) throws IOException {
    if (!rows.hasNextValue()) {
      throw new IOException(
          "Expected a header line in %s, found an empty file".formatted(PathText.of(list)));
    }
    return Arrays.stream(rows.nextValue()).map(String::strip).toList();
  }

  /** The one that occurs most in the header line. */
  private static char separator(BufferedReader text) throws IOException {
    text.mark(LONGEST_HEADER);
    int[] counts = new int[SEPARATORS.length];
    for (int i = 1, c = text.read(); i < LONGEST_HEADER && c >= 0; i++, c = text.read()) {
      if (c == '\n' || c == '\r') {
        break;
      }
      for (int s = 0; s < SEPARATORS.length; s++) {
        counts[s] += c == SEPARATORS[s] ? 1 : 0;
      }
    }
    text.reset();
    int most = counts[1] > counts[0] ? 1 : 0;
    return SEPARATORS[counts[2] > counts[most] ? 2 : most];
  }

  @Override
  public @Nullable ListRow next() throws IOException {
    if (!rows.hasNextValue()) {
      return null;
    }
    String[] cells = rows.nextValue();
    return ListRow.of(
        cell(cells, places.path()), cell(cells, places.label()), cell(cells, places.target()));
  }

  private static @Nullable String cell(String[] cells, int place) {
    return place < 0 || place >= cells.length ? null : cells[place];
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
