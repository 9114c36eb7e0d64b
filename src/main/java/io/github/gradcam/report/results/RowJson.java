package io.github.gradcam.report.results;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows as JSON. In the journal numbers that are not finite are texts, as JSON has no word for them;
 * in results they are left out.
 */
final class RowJson {

  private static final JsonInclude.Value FINITE =
      JsonInclude.Value.construct(Include.CUSTOM, null, NotFinite.class, null);
  private static final JsonInclude.Value FINITE_VALUES =
      JsonInclude.Value.construct(Include.NON_NULL, Include.CUSTOM, null, NotFinite.class);
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();
  private static final ObjectWriter WRITER = JSON.writerFor(ImageRow.class);
  private static final ObjectReader READER = JSON.readerFor(ImageRow.class);

  private static final ObjectWriter RESULT =
      JSON.rebuild()
          .withConfigOverride(Float.class, type -> type.setInclude(FINITE))
          .withConfigOverride(Map.class, type -> type.setInclude(FINITE_VALUES))
          .build()
          .writerFor(ImageRow.class)
          .withRootValueSeparator("\n");

  private RowJson() {}

  /** One line with its end. */
  static byte[] line(ImageRow row) throws IOException {
    // By way of a text: half a surrogate pair in a file's name becomes "?" and is no error.
    return (WRITER.writeValueAsString(row) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** The row of a line, or null where it is none. */
  static @Nullable ImageRow row(byte[] bytes, int start, int length) {
    try {
      ImageRow row = READER.readValue(bytes, start, length);
      return row == null || row.path() == null ? null : row;
    } catch (IOException e) {
      return null;
    }
  }

  /** A file of results, a row a line. */
  static void write(Iterator<ImageRow> rows, OutputStream out) throws IOException {
    if (!rows.hasNext()) {
      return;
    }
    SequenceWriter lines = RESULT.writeValues(out);
    while (rows.hasNext()) {
      lines.write(rows.next());
    }
    lines.flush();
    out.write('\n');
  }

  /** Equals, as Jackson asks it, what is left out. */
  static final class NotFinite {
    @Override
    public boolean equals(@Nullable Object value) {
      return value == null || (value instanceof Float number && !Float.isFinite(number));
    }

    @Override
    public int hashCode() {
      return 0;
    }
  }
}
