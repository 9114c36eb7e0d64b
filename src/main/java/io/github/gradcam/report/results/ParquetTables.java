package io.github.gradcam.report.results;

import com.jerolba.carpet.CarpetParquetReader;
import com.jerolba.carpet.FieldMatchingStrategy;
import io.github.gradcam.image.FailureWords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.io.LocalInputFile;
import org.jspecify.annotations.Nullable;

/** The rows of Parquet files, one file after the other, read as they are asked for. */
final class ParquetTables extends Spliterators.AbstractSpliterator<ImageRow> {

  private final Deque<Path> waiting;
  private @Nullable Path file;
  private @Nullable ParquetReader<ImageRow> reader;

  ParquetTables(Collection<Path> files) {
    super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
    this.waiting = new ArrayDeque<>(files);
  }

  @Override
  public boolean tryAdvance(Consumer<? super ImageRow> action) {
    ImageRow row = next();
    if (row != null) {
      action.accept(row);
    }
    return row != null;
  }

  private @Nullable ImageRow next() {
    try {
      while (reader != null || !waiting.isEmpty()) {
        ParquetReader<ImageRow> open = reader;
        if (open == null) {
          file = waiting.remove();
          open = reader(file);
          reader = open;
        }
        ImageRow row = open.read();
        if (row != null) {
          return checked(row);
        }
        close();
      }
      return null;
    } catch (IOException | RuntimeException e) { // of what is damaged
      throw failure(FailureWords.of(e), e);
    }
  }

  private static ParquetReader<ImageRow> reader(Path file) throws IOException {
    return CarpetParquetReader.builder(new LocalInputFile(file), ImageRow.class)
        .failOnMissingColumn(false)
        .fieldMatchingStrategy(FieldMatchingStrategy.SNAKE_CASE)
        .withConf(new PlainParquetConfiguration())
        .withCodecFactory(new ZstdPages())
        .build();
  }

  private ImageRow checked(ImageRow row) throws IOException {
    if (row.path() == null) {
      throw new IOException("a row without a path");
    }
    return row;
  }

  private UncheckedIOException failure(String found, Exception cause) {
    return new UncheckedIOException(
        new IOException(
            "Expected results of gradcam batch in %s, found: %s; run it again with --overwrite"
                .formatted(file, found),
            cause));
  }

  void close() {
    ParquetReader<ImageRow> open = reader;
    reader = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
