package io.github.gradcam.batch.input;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.jspecify.annotations.Nullable;

/** Rows of a Parquet file, of which only the columns that are asked for are read. */
final class ParquetList implements ListRows {

  private final ParquetReader<Group> reader;
  private final List<Type> fields;
  private final ColumnPlaces places;

  ParquetList(Path list, ListColumns columns) throws IOException {
    InputFile file = new LocalInputFile(list);
    MessageType schema = read(list, () -> schema(file));
    fields = schema.getFields();
    places = ColumnPlaces.of(list, fields.stream().map(Type::getName).toList(), columns);
    reader = read(list, () -> new Builder(file, projected(schema)).build());
  }

  /** Gives what the library makes of the file, or says that it is no Parquet file. */
  private static <T> T read(Path list, Callable<T> reading) throws IOException {
    try {
      return reading.call();
    } catch (Exception e) {
      throw new IOException(
          "%s: expected a Parquet file, found something else: %s"
              .formatted(PathText.of(list), FailureText.reason(e)),
          e);
    }
  }

  private static MessageType schema(InputFile file) throws IOException {
    try (ParquetFileReader footer = ParquetFileReader.open(file)) {
      return footer.getFileMetaData().getSchema();
    }
  }

  private ParquetConfiguration projected(MessageType schema) {
    List<Type> asked = new ArrayList<>();
    for (int place : new int[] {places.path(), places.label(), places.target()}) {
      if (place >= 0 && !asked.contains(fields.get(place))) {
        asked.add(fields.get(place));
      }
    }
    ParquetConfiguration configuration = new PlainParquetConfiguration();
    configuration.set(
        ReadSupport.PARQUET_READ_SCHEMA, new MessageType(schema.getName(), asked).toString());
    return configuration;
  }

  @Override
  public @Nullable ListRow next() throws IOException {
    Group row;
    try {
      row = reader.read();
    } catch (IOException | RuntimeException e) { // what is damaged
      throw new IOException(FailureText.reason(e), e);
    }
    return row == null
        ? null
        : ListRow.of(
            cell(row, places.path()), cell(row, places.label()), cell(row, places.target()));
  }

  private @Nullable String cell(Group row, int place) {
    if (place < 0) {
      return null;
    }
    Type field = fields.get(place);
    if (!field.isPrimitive() || row.getFieldRepetitionCount(field.getName()) == 0) {
      return null;
    }
    PrimitiveTypeName type = field.asPrimitiveType().getPrimitiveTypeName();
    return switch (type) {
      case DOUBLE -> number(row.getDouble(field.getName(), 0));
      case FLOAT -> number(row.getFloat(field.getName(), 0));
      case BINARY -> row.getBinary(field.getName(), 0).toStringUsingUTF8();
      default -> row.getValueToString(row.getType().getFieldIndex(field.getName()), 0);
    };
  }

  /** An index has no decimals, but tables with gaps keep it as 3.0 and the gaps as NaN. */
  private static @Nullable String number(double value) {
    if (Double.isNaN(value)) {
      return null;
    }
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  private static final class Builder extends ParquetReader.Builder<Group> {

    Builder(InputFile file, ParquetConfiguration configuration) {
      super(file, configuration);
    }

    @Override
    protected ReadSupport<Group> getReadSupport() {
      return new GroupReadSupport();
    }
  }
}
