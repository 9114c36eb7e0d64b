package io.github.gradcam.batch.spark;

import io.github.gradcam.report.results.ImageRow;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.apache.parquet.io.api.Binary;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/** Rows as Spark knows them. The columns are {@link ImageRow}'s components: they cannot differ. */
final class ImageRows {

  private static final RecordComponent[] COMPONENTS = ImageRow.class.getRecordComponents();

  private ImageRows() {}

  static StructType schema() {
    return DataTypes.createStructType(
        Arrays.stream(COMPONENTS).map(ImageRows::field).toArray(StructField[]::new));
  }

  static Row of(ImageRow row) {
    return RowFactory.create(
        Arrays.stream(COMPONENTS).map(component -> value(component, row)).toArray());
  }

  /** {@code predictedIndex} becomes {@code predicted_index}. */
  static String column(String component) {
    return component.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  private static StructField field(RecordComponent component) {
    boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    return DataTypes.createStructField(
        column(component.getName()), type(component.getType()), nullable);
  }

  private static DataType type(Class<?> type) {
    if (type == String.class) {
      return DataTypes.StringType;
    } else if (type == Integer.class) {
      return DataTypes.IntegerType;
    } else if (type == Float.class) {
      return DataTypes.FloatType;
    } else if (type == Boolean.class) {
      return DataTypes.BooleanType;
    } else if (type == Map.class) {
      return DataTypes.createMapType(DataTypes.StringType, DataTypes.FloatType, false);
    } else if (type == Binary.class) {
      return DataTypes.BinaryType;
    }
    throw new IllegalStateException("No column type for " + type);
  }

  private static @Nullable Object value(RecordComponent component, ImageRow row) {
    try {
      Object value = component.getAccessor().invoke(row);
      if (value instanceof Binary bytes) {
        return bytes.getBytes();
      }
      return value instanceof Map<?, ?> map ? CollectionConverters.asScala(map) : value;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("Cannot read " + component, e);
    }
  }
}
