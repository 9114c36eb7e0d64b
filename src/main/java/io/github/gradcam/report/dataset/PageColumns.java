package io.github.gradcam.report.dataset;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;

/** Columns of values as a page holds them: little-endian, as Base64. */
final class PageColumns {

  private PageColumns() {}

  static String bytes(byte[] values) {
    return Base64.getEncoder().encodeToString(values);
  }

  /** Four bytes a value. */
  static String ints(int[] values) {
    ByteBuffer bytes = buffer(values.length);
    bytes.asIntBuffer().put(values);
    return bytes(bytes.array());
  }

  /** Four bytes a value. */
  static String floats(float[] values) {
    ByteBuffer bytes = buffer(values.length);
    bytes.asFloatBuffer().put(values);
    return bytes(bytes.array());
  }

  static <T> String ints(List<T> rows, ToIntFunction<T> column) {
    return ints(rows.stream().mapToInt(column).toArray());
  }

  static <T> String floats(List<T> rows, ToDoubleFunction<T> column) {
    float[] values = new float[rows.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) column.applyAsDouble(rows.get(i));
    }
    return floats(values);
  }

  private static ByteBuffer buffer(int values) {
    return ByteBuffer.allocate(Math.multiplyExact(values, Integer.BYTES))
        .order(ByteOrder.LITTLE_ENDIAN);
  }
}
