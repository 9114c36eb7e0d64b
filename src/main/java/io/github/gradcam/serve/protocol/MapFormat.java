package io.github.gradcam.serve.protocol;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How JSON holds a map. */
enum MapFormat {
  /** {@code {"shape": [h, w], "dtype": "float32", "b64": ...}}, little-endian, row by row. */
  B64,
  /** {@code {"shape": [h, w], "values": [[...], ...]}}. */
  VALUES,
  /** Not at all. */
  NONE;

  static MapFormat of(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "b64" -> B64;
      case "values" -> VALUES;
      case "none" -> NONE;
      default ->
          throw new IllegalArgumentException(
              "Expected maps of b64, values or none, found '%s'".formatted(name));
    };
  }

  /** A map of [height, width] values; null where none is wanted. */
  @Nullable Map<String, Object> write(float[] values, int height, int width) {
    if (this == NONE) {
      return null;
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("shape", List.of(height, width));
    if (this == B64) {
      map.put("dtype", "float32");
      map.put("b64", Base64.getEncoder().encodeToString(bytes(values)));
    } else {
      List<Object> rows = new ArrayList<>();
      for (int row = 0; row < height; row++) {
        rows.add(numbers(Arrays.copyOfRange(values, row * width, (row + 1) * width)));
      }
      map.put("values", rows);
    }
    return map;
  }

  /** Little-endian float32. */
  static byte[] bytes(float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  /** Numbers as JSON has them: null for what is not finite. */
  static List<@Nullable Float> numbers(float[] values) {
    List<@Nullable Float> numbers = new ArrayList<>(values.length);
    for (float value : values) {
      numbers.add(Float.isFinite(value) ? value : null);
    }
    return numbers;
  }
}
