package io.github.gradcam.batch.spark;

import io.github.gradcam.model.ChannelOrder;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.GraphFile;
import io.github.gradcam.model.Normalization;
import io.github.gradcam.model.Precision;
import io.github.gradcam.model.SavedModelFolder;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A model as it travels to the executors: the bytes of its files, and what they do not say. */
public final class ShippedModel implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final List<String> FOLDER =
      List.of("saved_model.pb", "assets.extra/model-card.json");

  /** What a frozen graph's file does not say. */
  private record Graph(
      @Nullable String input,
      String logits,
      int imageSize,
      ChannelOrder order,
      ArrayList<Float> mean,
      ArrayList<Float> deviation,
      ArrayList<String> labels)
      implements Serializable {}

  /** Content by name, with forward slashes. */
  private final TreeMap<String, byte[]> files;

  /** Null for a model of this program. */
  private final @Nullable Graph graph;

  private ShippedModel(Map<String, byte[]> files, @Nullable Graph graph) {
    this.files = new TreeMap<>(files);
    this.graph = graph;
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
    return new ShippedModel(files, null);
  }

  /**
   * Reads a frozen graph.
   *
   * @param file the graph and what its file does not say
   * @return the model
   * @throws IOException if it is missing or cannot be read
   */
  public static ShippedModel graph(GraphFile file) throws IOException {
    Normalization pixels = file.normalization();
    return new ShippedModel(
        Map.of(String.valueOf(file.file().getFileName()), bytes(file.file())),
        new Graph(
            file.input(),
            file.logits(),
            file.imageSize(),
            pixels.order(),
            new ArrayList<>(pixels.mean()),
            new ArrayList<>(pixels.deviation()),
            new ArrayList<>(file.labels())));
  }

  /** Loads it, by way of a folder that is gone afterwards. */
  Classifier load(Precision precision) throws IOException {
    try (UnpackedFiles unpacked = UnpackedFiles.of(files)) {
      if (graph == null) {
        return new SavedModelFolder(unpacked.folder()).load(precision);
      }
      Normalization pixels = new Normalization(graph.order(), graph.mean(), graph.deviation());
      return new GraphFile(
              unpacked.folder().resolve(files.firstKey()),
              graph.input(),
              graph.logits(),
              graph.imageSize(),
              pixels,
              graph.labels())
          .load(precision);
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
