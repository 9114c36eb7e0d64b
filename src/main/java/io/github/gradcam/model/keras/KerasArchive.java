package io.github.gradcam.model.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gradcam.model.ModelException;
import io.github.gradcam.model.graph.FlatNetwork;
import io.jhdf.HdfFile;
import io.jhdf.exceptions.HdfException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** {@code .keras}: a zip of the architecture as JSON and the weights as HDF5. */
final class KerasArchive {

  static final String CONFIG = "config.json";
  private static final String METADATA = "metadata.json";
  static final String WEIGHTS = "model.weights.h5";

  private KerasArchive() {}

  static FlatNetwork read(Path file) {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      JsonNode config = KerasFile.JSON.readTree(bytes(zip, CONFIG));
      JsonNode metadata = KerasFile.JSON.readTree(bytes(zip, METADATA));
      String version = metadata.path("keras_version").asText("3");
      try (HdfFile weights = HdfFile.fromBytes(bytes(zip, WEIGHTS))) {
        return KerasFile.build(config, version, new ArchiveWeights(weights));
      }
    } catch (IOException | HdfException e) {
      throw new ModelException(
          "Expected a whole .keras file, found a damaged or cut one: '%s'; copy it again"
              .formatted(file),
          e);
    }
  }

  static byte[] bytes(ZipFile zip, String name) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new ModelException(
          "Expected %s in '%s', found none; is it a file of model.save('model.keras')?"
              .formatted(name, zip.getName()));
    }
    try (InputStream in = zip.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }
}
