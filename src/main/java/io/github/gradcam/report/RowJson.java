package io.github.gradcam.report;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Rows as the lines of the journal. Numbers that are not finite are kept, as texts. */
final class RowJson {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();
  private static final ObjectWriter WRITER = JSON.writerFor(ImageRow.class);
  private static final ObjectReader READER = JSON.readerFor(ImageRow.class);

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
}
