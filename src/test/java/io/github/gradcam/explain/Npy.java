package io.github.gradcam.explain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Reads float32 arrays in NumPy's format 1.0, for comparisons. */
public final class Npy {

  private Npy() {}

  public static float[] read(Path file) {
    try {
      return values(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The arrays of an archive, as numpy.savez makes it, by name. */
  public static Map<String, float[]> archive(Path npz) {
    Map<String, float[]> arrays = new TreeMap<>();
    try (ZipFile zip = new ZipFile(npz.toFile())) {
      for (ZipEntry entry : zip.stream().toList()) {
        String name = entry.getName().replaceFirst("\\.npy$", "");
        arrays.put(name, values(zip.getInputStream(entry).readAllBytes()));
      }
      return arrays;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static float[] values(byte[] npy) {
    ByteBuffer bytes = ByteBuffer.wrap(npy).order(ByteOrder.LITTLE_ENDIAN);
    int header = bytes.getShort(8);
    bytes.position(10 + header);
    float[] values = new float[bytes.remaining() / Float.BYTES];
    bytes.asFloatBuffer().get(values);
    return values;
  }
}
