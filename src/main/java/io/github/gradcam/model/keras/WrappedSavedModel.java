package io.github.gradcam.model.keras;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gradcam.model.graph.ModelException;
import io.github.gradcam.model.keras.weights.HdfArrays;
import io.github.gradcam.model.keras.weights.WeightTree;
import io.github.gradcam.model.layer.WeightArray;
import io.jhdf.HdfFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipFile;

/**
 * A {@code .keras} file without an architecture: its one layer, a {@code TFSMLayer}, points at a
 * SavedModel, whose weights the file holds as well.
 *
 * @param filepath where the SavedModel was when the file was saved
 * @param endpoint the signature that is called
 * @param weights the floats of the file
 */
public record WrappedSavedModel(String filepath, String endpoint, List<WeightArray> weights) {

  private static final String WRAPPER = "TFSMLayer";

  /**
   * Looks for the one layer.
   *
   * @param file a zip or another file
   * @return empty where the file is no {@code .keras} file, or has layers of its own
   */
  public static Optional<WrappedSavedModel> of(Path file) {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      JsonNode config = KerasFile.JSON.readTree(KerasArchive.bytes(zip, KerasArchive.CONFIG));
      List<JsonNode> layers = new ArrayList<>();
      config.path("config").path("layers").forEach(layers::add);
      layers.removeIf(layer -> layer.path("class_name").asText().equals("InputLayer"));
      if (layers.size() != 1 || !layers.get(0).path("class_name").asText().equals(WRAPPER)) {
        return Optional.empty();
      }
      JsonNode wrapper = layers.get(0).path("config");
      List<WeightArray> weights = new ArrayList<>();
      try (HdfFile hdf = HdfFile.fromBytes(KerasArchive.bytes(zip, KerasArchive.WEIGHTS))) {
        collect(WeightTree.of(hdf), weights);
      }
      return Optional.of(
          new WrappedSavedModel(
              wrapper.path("filepath").asText(),
              wrapper.path("call_endpoint").asText("serve"),
              weights));
    } catch (ModelException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private static void collect(WeightTree group, List<WeightArray> weights) {
    group.values().values().stream()
        .filter(data -> data.getJavaType() == float.class)
        .map(HdfArrays::weights)
        .forEach(weights::add);
    group.groups().values().forEach(inner -> collect(inner, weights));
  }
}
