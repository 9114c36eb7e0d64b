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
    byte[] bytes = new byte[Math.multiplyExact(values.length, Integer.BYTES)];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().put(values);
    return bytes(bytes);
  }

  /** Four bytes a value. */
  static String floats(float[] values) {
    byte[] bytes = new byte[Math.multiplyExact(values.length, Float.BYTES)];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    return bytes(bytes);
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
}
