package io.github.gradcam.batch.spark;

import io.github.gradcam.explain.export.ModelExport;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.SavedModelFolder;
import io.github.gradcam.model.kernel.Precision;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A model as it travels to the executors: the bytes of a folder of this program. */
public final class ShippedModel implements Serializable {

  private static final long serialVersionUID = 2L;
  private static final List<String> FOLDER =
      List.of("saved_model.pb", "assets.extra/model-card.json");

  /** Content by name, with forward slashes. */
  private final TreeMap<String, byte[]> files;

  private ShippedModel(Map<String, byte[]> files) {
    this.files = new TreeMap<>(files);
  }

  /**
   * Reads a model that this program wrote.
   *
   * @param folder with saved_model.pb and its model card
   * @return the model
   * @throws IOException if a file is missing or cannot be read
   */
  public static ShippedModel folder(Path folder) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    for (String name : FOLDER) {
      files.put(name, bytes(folder.resolve(name)));
    }
    return new ShippedModel(files);
  }

  /**
   * Takes a model that was trained elsewhere, with what people said of it.
   *
   * @param classifier stays the caller's to close; its graph grows
   * @return the model
   * @throws IOException if the temporary folder cannot be written
   */
  public static ShippedModel of(Classifier classifier) throws IOException {
    try (UnpackedFiles unpacked = UnpackedFiles.of(Map.of())) {
      ModelExport.write(classifier, classifier.card(), unpacked.folder());
      return folder(unpacked.folder());
    }
  }

  /** Loads it, by way of a folder that is gone afterwards. */
  Classifier load(Precision precision) throws IOException {
    try (UnpackedFiles unpacked = UnpackedFiles.of(files)) {
      return new SavedModelFolder(unpacked.folder()).load(precision);
    }
  }

  /** Its size on the way, in bytes. */
  long bytes() {
    return files.values().stream().mapToLong(each -> each.length).sum();
  }

  private static byte[] bytes(Path file) throws IOException {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new IOException(
          "Expected a model with the file %s, found none; check --model".formatted(file), e);
    }
  }
}
