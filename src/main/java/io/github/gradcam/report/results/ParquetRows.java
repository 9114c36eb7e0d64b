package io.github.gradcam.report.results;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.jerolba.carpet.CarpetWriter;
import com.jerolba.carpet.ColumnNamingStrategy;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.Map;
import org.apache.parquet.ParquetRuntimeException;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Rows as Apache Parquet. None of Hadoop is used but its interfaces. */
final class ParquetRows {

  /** Bytes of rows that are held before they are written. */
  private static final long ROW_GROUP = 64L << 20;

  private static final JsonMapper JSON = new JsonMapper();

  private ParquetRows() {}

  static void write(ResultsOrigin origin, Iterator<ImageRow> rows, OutputStream out)
      throws IOException {
    try (CarpetWriter<ImageRow> writer =
        new CarpetWriter.Builder<>(out, ImageRow.class)
            .withConf(new PlainParquetConfiguration())
            .withCodecFactory(new ZstdPages())
            .withCompressionCodec(CompressionCodecName.ZSTD)
            .withColumnNamingStrategy(ColumnNamingStrategy.SNAKE_CASE)
            .withDictionaryEncoding(true)
            .withRowGroupSize(ROW_GROUP)
            .withExtraMetaData(metadata(origin))
            .build()) {
      while (rows.hasNext()) {
        writer.write(rows.next());
      }
    } catch (ParquetRuntimeException e) {
      // How closing tells of a full disk.
      throw e.getCause() instanceof IOException failure ? failure : new IOException(e);
    }
  }

  private static Map<String, String> metadata(ResultsOrigin origin) throws IOException {
    return Map.of(
        "gradcam.version", origin.toolVersion(),
        "gradcam.model", origin.model(),
        "gradcam.labels", JSON.writeValueAsString(origin.labels()));
  }
}
