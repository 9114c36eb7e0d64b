package io.github.gradcam.model.keras;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.gradcam.image.RegularFile;
import io.github.gradcam.model.graph.FlatNetwork;
import io.github.gradcam.model.graph.ModelException;
import io.github.gradcam.model.keras.config.InputShape;
import io.github.gradcam.model.keras.config.KerasOutput;
import io.github.gradcam.model.keras.config.LayerConfig;
import io.github.gradcam.model.keras.config.ModelConfig;
import io.github.gradcam.model.keras.weights.StoredWeights;
import io.github.gradcam.model.kernel.Graphs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** A network in a file of Keras' own: {@code .keras}, or {@code .h5} with its architecture. */
public final class KerasFile {

  private static final String HDF5 = "\u0089HDF\r\n\u001a\n";
  private static final String ZIP = "PK\u0003\u0004";

  /** Python writes numbers such as Infinity, which are none in JSON. */
  static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  /** Several times what the deepest networks of keras.applications have. */
  static final int MOST_LAYERS = 5_000;

  private KerasFile() {}

  /**
   * Reads the file and builds the network, as it is after training.
   *
   * @param file saved by Keras 2 or 3
   * @return the network, its weights as constants
   * @throws ModelException if the file is damaged or holds no architecture, or a layer is not
   *     supported
   */
  public static FlatNetwork read(Path file) {
    return read(file, null);
  }

  /**
   * Reads the file and builds the network up to one of its layers.
   *
   * @param file saved by Keras 2 or 3
   * @param logits the output, or another layer, that gives the classes' numbers; null for the only
   *     output
   * @return the network, its weights as constants
   * @throws ModelException if the file is damaged or holds no architecture, a layer is not
   *     supported, or there is no such layer
   */
  public static FlatNetwork read(Path file, @Nullable String logits) {
    String start = start(file);
    try {
      if (start.startsWith(ZIP)) {
        return KerasArchive.read(file, logits);
      }
      if (start.startsWith(HDF5)) {
        return LegacyFile.read(file, logits);
      }
    } catch (IllegalArgumentException | TensorFlowException e) {
      throw e;
    } catch (RuntimeException e) { // what damaged HDF5 comes to in its library
      throw new ModelException(
          "Expected a whole Keras file, found a damaged or cut one: '%s'; copy it again"
              .formatted(file),
          e);
    }
    throw new ModelException(
        ("Expected a Keras file (.keras, a zip, or .h5, HDF5), found neither in '%s'; save the whole"
                + " model with model.save('model.keras')")
            .formatted(file));
  }

  /**
   * Tells files of Keras by how they begin.
   *
   * @param start the first bytes of a file, at least 8 where it has so many
   * @return whether it is a zip or HDF5
   */
  public static boolean isStart(String start) {
    return start.startsWith(ZIP) || start.startsWith(HDF5);
  }

  private static String start(Path file) {
    try {
      return RegularFile.start(file, HDF5.length());
    } catch (IOException e) {
      throw new ModelException("Expected a readable file, found '%s'".formatted(file), e);
    }
  }

  /**
   * Builds the network of a description and weights.
   *
   * @param json the outermost model
   * @param version of Keras; null where the file does not tell
   * @param weights of the outermost model
   * @param logits the layer that gives the classes' numbers; null for the only output
   * @return the network
   */
  static FlatNetwork build(
      JsonNode json, @Nullable String version, StoredWeights weights, @Nullable String logits) {
    int keras = version != null && version.startsWith("3") ? 3 : 2;
    LayerConfig self = LayerConfig.of(json, "", keras);
    if (!self.isModel()) {
      throw self.problem(
          "expected a Sequential or Functional model, found another; a subclass of Model is Python"
              + " code: export it as a SavedModel and give that folder");
    }
    int layers = layers(json);
    if (layers > MOST_LAYERS) {
      throw self.problem(
          "expected a network of at most %,d layers, found %,d".formatted(MOST_LAYERS, layers));
    }
    ModelConfig model = ModelConfig.of(self, "");
    Shape shape = InputShape.of(model);
    try (Graph graph = Graphs.empty()) {
      Place place = Place.outermost(Ops.create(new ScopedGraph(graph)));
      String input = place.scope("input");
      Operand<TFloat32> images =
          place.ops().withName(input).placeholder(TFloat32.class, Placeholder.shape(shape));
      NetworkBuilder builder = new NetworkBuilder();
      List<Operand<TFloat32>> outputs = builder.add(model, place, weights, List.of(images));
      List<String> ops = outputs.stream().map(output -> output.op().name()).toList();
      return new FlatNetwork(
          graph.toGraphDef(),
          input,
          KerasOutput.of(self, builder.layers(), ops, logits),
          builder.layers(),
          "Keras %s file".formatted(version == null ? "2" : version));
    }
  }

  /** How many layers a model has, with those of the models in it. */
  private static int layers(JsonNode model) {
    JsonNode config = model.path("config");
    int count = 0;
    for (JsonNode layer : config.isArray() ? config : config.path("layers")) {
      count += 1 + layers(layer);
    }
    return count;
  }
}
