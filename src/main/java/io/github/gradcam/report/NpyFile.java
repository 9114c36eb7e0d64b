package io.github.gradcam.report;

import io.github.gradcam.image.FileBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Writes arrays as NumPy's {@code np.load} reads them: format 1.0, little-endian float32, C order.
 *
 * <p>The file is the magic word, the version, the length of the header as a little-endian uint16,
 * the header (a Python dictionary, padded by spaces so that the values start at a multiple of 64
 * bytes), and the values.
 */
public final class NpyFile {

  private static final byte[] MAGIC_AND_VERSION = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  private static final int ALIGNMENT = 64;

  private NpyFile() {}

  /**
   * Writes one array, replacing the file.
   *
   * @param file where to write; its folder is made if it is missing
   * @param values the elements, the last axis varying fastest
   * @param shape length of each axis, such as {@code height, width}
   * @throws IOException if the file cannot be written
   * @throws IllegalArgumentException if the shape holds another number of elements
   */
  public static void write(Path file, float[] values, int... shape) throws IOException {
    FileBytes.write(file, bytes(values, shape));
  }

  /**
   * Makes the content of such a file.
   *
   * @param values the elements, the last axis varying fastest
   * @param shape length of each axis, such as {@code height, width}
   * @return header and values
   * @throws IllegalArgumentException if the shape holds another number of elements
   */
  public static byte[] bytes(float[] values, int... shape) {
    long elements = Arrays.stream(shape).asLongStream().reduce(1, Math::multiplyExact);
    if (elements != values.length || Arrays.stream(shape).anyMatch(length -> length < 0)) {
      throw new IllegalArgumentException(
          "Expected %d values for the shape %s, found %d"
              .formatted(elements, Arrays.toString(shape), values.length));
    }
    byte[] header = header(shape);
    int start = MAGIC_AND_VERSION.length + Short.BYTES + header.length;
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.addExact(start, Math.multiplyExact(values.length, Float.BYTES)))
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(MAGIC_AND_VERSION)
            .putShort((short) header.length)
            .put(header);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  private static byte[] header(int[] shape) {
    String axes =
        Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(", "));
    String comma = shape.length == 1 ? "," : ""; // Python's tuple of one
    String dictionary =
        "{'descr': '<f4', 'fortran_order': False, 'shape': (%s%s), }".formatted(axes, comma);
    int before = MAGIC_AND_VERSION.length + Short.BYTES;
    int used = before + dictionary.length() + 1;
    int padding = Math.floorMod(-used, ALIGNMENT);
    return (dictionary + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII);
  }
}
