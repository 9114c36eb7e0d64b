package io.github.gradcam.model.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gradcam.model.graph.FlatNetwork;
import io.github.gradcam.model.graph.ModelException;
import io.github.gradcam.model.keras.weights.ArchiveWeights;
import io.github.gradcam.model.keras.weights.WeightTree;
import io.jhdf.HdfFile;
import io.jhdf.exceptions.HdfException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** {@code .keras}: a zip of the architecture as JSON and the weights as HDF5. */
final class KerasArchive {

  static final String CONFIG = "config.json";
  private static final String METADATA = "metadata.json";
  static final String WEIGHTS = "model.weights.h5";

  /** What an array of Java's can hold. */
  private static final long MOST_BYTES = Integer.MAX_VALUE - 8L;

  private static final long LEAST_HEAP = 64 << 20;

  private KerasArchive() {}

  static FlatNetwork read(Path file, @Nullable String logits) {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      JsonNode config = KerasFile.JSON.readTree(bytes(zip, CONFIG));
      JsonNode metadata = KerasFile.JSON.readTree(bytes(zip, METADATA));
      String version = metadata.path("keras_version").asText("3");
      try (HdfFile weights = HdfFile.fromBytes(bytes(zip, WEIGHTS))) {
        return KerasFile.build(config, version, new ArchiveWeights(WeightTree.of(weights)), logits);
      }
    } catch (IOException | HdfException e) {
      throw new ModelException(
          "Expected a whole .keras file, found a damaged or cut one: '%s'; copy it again"
              .formatted(file),
          e);
    }
  }

  static byte[] bytes(ZipFile zip, String name) throws IOException {
    long heap = Math.max(LEAST_HEAP, Runtime.getRuntime().maxMemory());
    return bytes(zip, name, (int) (Math.min(MOST_BYTES, heap) / 2));
  }

  /** What an entry unpacks to, if that is no more than so many bytes. */
  static byte[] bytes(ZipFile zip, String name, int most) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new ModelException(
          "Expected %s in '%s', found none; is it a file of model.save('model.keras')?"
              .formatted(name, zip.getName()));
    }
    long size = entry.getSize();
    if (size > most) {
      throw new ModelException(
          "Expected %s in '%s' of at most %,d bytes unpacked, found %,d; for a network that is so large give Java more than twice that by JAVA_OPTS=-Xmx"
              .formatted(name, zip.getName(), most, size));
    }
    byte[] bytes = new byte[(int) Math.max(0, size)];
    try (InputStream in = zip.getInputStream(entry)) {
      if (in.readNBytes(bytes, 0, bytes.length) < bytes.length || in.read() >= 0) {
        throw new IOException("An entry of another size than it says");
      }
    }
    return bytes;
  }
}
