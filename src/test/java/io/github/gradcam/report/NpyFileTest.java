package io.github.gradcam.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyFileTest {

  @TempDir private Path folder;

  @Test
  void bytesAreThoseOfTheFormat() throws IOException {
    Path file = folder.resolve("new/map.npy");
    NpyFile.write(file, new float[] {0, 1, -2, 0.5f, 0.25f, 3}, 2, 3);
    byte[] bytes = Files.readAllBytes(file);
    // \x93NUMPY, version 1.0, header of 0x0076 = 118 bytes: 10 + 118 = 128 = 2 * 64.
    assertThat(hex(bytes, 0, 10)).isEqualTo("934e554d5059" + "0100" + "7600");
    String dictionary = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }";
    assertThat(new String(bytes, 10, 118, StandardCharsets.US_ASCII))
        .isEqualTo(dictionary + " ".repeat(117 - dictionary.length()) + "\n");
    assertThat(hex(bytes, 128, bytes.length))
        .isEqualTo("00000000" + "0000803f" + "000000c0" + "0000003f" + "0000803e" + "00004040");
  }

  @Test
  void shapeOfOneAxisIsATupleAndOfNoAxisIsEmpty() throws IOException {
    assertThat(header(new float[] {1, 2, 3}, 3)).contains("'shape': (3,), }");
    assertThat(header(new float[] {1})).contains("'shape': (), }");
    assertThat(header(new float[0], 0, 4)).contains("'shape': (0, 4), }");
  }

  @Test
  void shapeOfAnotherSizeIsAnError() {
    assertThatThrownBy(() -> NpyFile.write(folder.resolve("x.npy"), new float[5], 2, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Expected 6 values for the shape [2, 3], found 5");
    assertThatThrownBy(() -> NpyFile.write(folder.resolve("x.npy"), new float[6], -2, -3))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private String header(float[] values, int... shape) throws IOException {
    Path file = folder.resolve("x.npy");
    NpyFile.write(file, values, shape);
    byte[] bytes = Files.readAllBytes(file);
    int start = bytes.length - values.length * Float.BYTES;
    assertThat(start % 64).isZero();
    return new String(bytes, 10, start - 10, StandardCharsets.US_ASCII);
  }

  private static String hex(byte[] bytes, int from, int to) {
    return HexFormat.of().formatHex(Arrays.copyOfRange(bytes, from, to));
  }
}
