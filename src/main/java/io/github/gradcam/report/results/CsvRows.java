package io.github.gradcam.report.results;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.github.gradcam.report.CsvFile;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;

/** Rows as comma-separated values, with a column for the probability of each class. */
final class CsvRows {

  /** All but what is not text. */
  private static final RecordComponent[] COMPONENTS =
      Stream.of(ImageRow.class.getRecordComponents())
          .filter(component -> component.getType() != Binary.class)
          .toArray(RecordComponent[]::new);

  private CsvRows() {}

  static void write(List<String> classes, Iterator<ImageRow> rows, OutputStream out)
      throws IOException {
    Iterable<List<@Nullable Object>> lines = () -> new Lines(classes, rows);
    CsvFile.write(out, header(classes), lines);
  }

  private static List<String> header(List<String> classes) {
    return Stream.of(COMPONENTS).flatMap(component -> columns(component, classes)).toList();
  }

  private static Stream<String> columns(RecordComponent component, List<String> classes) {
    return isPerClass(component)
        ? classes.stream().map("probability."::concat)
        : Stream.of(
            PropertyNamingStrategies.SnakeCaseStrategy.INSTANCE.translate(component.getName()));
  }

  private static boolean isPerClass(RecordComponent component) {
    return component.getType() == Map.class;
  }

  private static @Nullable Object value(RecordComponent component, ImageRow row) {
    try {
      return component.getAccessor().invoke(row);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("The components of a public record can be read", e);
    }
  }

  /** Missing and not finite numbers are null. */
  private record Lines(List<String> classes, Iterator<ImageRow> rows)
      implements Iterator<List<@Nullable Object>> {
    @Override
    public boolean hasNext() {
      return rows.hasNext();
    }

    @Override
    public List<@Nullable Object> next() {
      ImageRow row = rows.next();
      Map<String, Float> byClass = row.probabilities() == null ? Map.of() : row.probabilities();
      List<@Nullable Object> values = new ArrayList<>();
      for (RecordComponent component : COMPONENTS) {
        if (isPerClass(component)) {
          classes.forEach(name -> values.add(finite(byClass.get(name))));
        } else {
          values.add(finite(value(component, row)));
        }
      }
      return values;
    }

    private static @Nullable Object finite(@Nullable Object value) {
      return value instanceof Float number && !Float.isFinite(number) ? null : value;
    }
  }
}
