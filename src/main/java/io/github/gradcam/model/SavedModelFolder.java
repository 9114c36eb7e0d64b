package io.github.gradcam.model;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.gradcam.image.FailureWords;
import io.github.gradcam.model.device.Execution;
import io.github.gradcam.model.graph.MappedMessage;
import io.github.gradcam.model.graph.ModelException;
import io.github.gradcam.model.graph.TensorShapes;
import io.github.gradcam.model.kernel.Graphs;
import io.github.gradcam.model.kernel.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.TensorFlow;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

/** Reads and writes the project's models as TensorFlow's SavedModel with a model card. */
public final class SavedModelFolder {

  /** The signature that servers call unless told otherwise. */
  public static final String SERVING = "serving_default";

  private static final String FILE = "saved_model.pb";
  private static final String CARD = "assets.extra/model-card.json";
  private static final String PREDICT = "tensorflow/serving/predict";
  private static final String SERVE = "serve";
  private static final JsonMapper JSON = new JsonMapper();

  private final Path folder;

  /**
   * Names a folder; nothing is read or written yet.
   *
   * @param folder of the model
   */
  public SavedModelFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Loads the classifier.
   *
   * @param precision how exactly to compute
   * @return a classifier, the caller's to close
   * @throws ModelException if the folder holds no model of this project
   */
  public Classifier load(Precision precision) {
    return load(Execution.of(precision));
  }

  /**
   * Loads the classifier on a device.
   *
   * @param execution where and how to compute
   * @return a classifier, the caller's to close
   * @throws ModelException if the folder holds no model of this project
   */
  public Classifier load(Execution execution) {
    SavedModel model = read();
    GraphDef ops = AllowedOps.all(model.getMetaGraphs(0).getGraphDef(), folder);
    ModelCard card = card();
    Graph graph = Graphs.empty();
    try {
      graph.importGraphDef(ops);
    } catch (RuntimeException e) {
      graph.close();
      throw new ModelException(
          "Expected a TensorFlow graph in " + folder + ", found: " + FailureWords.of(e), e);
    }
    Endpoints endpoints = Objects.requireNonNullElse(card.network(), Endpoints.OWN);
    return new Classifier(graph, endpoints, card, execution);
  }

  /**
   * Tells the folders that this project wrote from others.
   *
   * @return whether there is a model card
   */
  public boolean isOurs() {
    return Files.isRegularFile(folder.resolve(CARD));
  }

  /**
   * Reads the card alone.
   *
   * @return the model card
   * @throws ModelException if there is none
   */
  public ModelCard card() {
    Path file = folder.resolve(CARD);
    if (!Files.isRegularFile(file)) {
      throw new ModelException(
          "Expected the model card %s, found none; was the model written by `gradcam train`?"
              .formatted(file));
    }
    try {
      return JSON.readValue(file.toFile(), ModelCard.class);
    } catch (IOException e) {
      throw new ModelException(
          "Expected a model card in %s, found %s".formatted(file, JsonFault.of(e)), e);
    }
  }

  /**
   * Writes a model whose weights are constants.
   *
   * @param graph with the ops of both signatures
   * @param signatures by name
   * @param card what is known about it
   * @throws IOException if the folder cannot be written
   */
  public void write(Graph graph, Map<String, Signature> signatures, ModelCard card)
      throws IOException {
    write(graph.toGraphDef(), signatures, card);
  }

  /**
   * Writes a model whose weights are constants.
   *
   * @param graph the ops of both signatures, whose ends have the names and shapes of the signatures
   * @param signatures by name
   * @param card what is known about it
   * @throws IOException if the folder cannot be written
   */
  public void write(GraphDef graph, Map<String, Signature> signatures, ModelCard card)
      throws IOException {
    MetaGraphDef.Builder meta = MetaGraphDef.newBuilder().setGraphDef(graph);
    meta.getMetaInfoDefBuilder().addTags(SERVE).setTensorflowVersion(TensorFlow.version());
    signatures.forEach((name, signature) -> meta.putSignatureDef(name, definition(signature)));
    SavedModel model =
        SavedModel.newBuilder().setSavedModelSchemaVersion(1).addMetaGraphs(meta).build();
    Files.createDirectories(folder.resolve(CARD).getParent());
    Files.write(folder.resolve(FILE), model.toByteArray());
    JSON.writerWithDefaultPrettyPrinter().writeValue(folder.resolve(CARD).toFile(), card);
  }

  private SavedModel read() {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      throw new ModelException(
          "Expected a model folder with %s, found no %s; check --model".formatted(FILE, file));
    }
    try {
      SavedModel model = MappedMessage.read(file, SavedModel.parser());
      if (model.getMetaGraphsCount() == 0) {
        throw new ModelException("Expected a graph in %s, found an empty model".formatted(file));
      }
      return model;
    } catch (IOException e) {
      throw new ModelException(
          "Expected a SavedModel in %s, found: %s".formatted(file, FailureWords.of(e)), e);
    }
  }

  /**
   * The inputs and outputs of a function of the model.
   *
   * @param inputs tensors by argument name
   * @param outputs tensors by result name
   */
  public record Signature(Map<String, Output<?>> inputs, Map<String, Output<?>> outputs) {

    /** {@return the tensors of it all: names such as {@code split:1}} */
    public Set<String> tensors() {
      return Stream.concat(inputs.values().stream(), outputs.values().stream())
          .map(NetworkRun::name)
          .collect(Collectors.toSet());
    }
  }

  private static SignatureDef definition(Signature signature) {
    SignatureDef.Builder definition = SignatureDef.newBuilder().setMethodName(PREDICT);
    signature.inputs().forEach((name, output) -> definition.putInputs(name, info(output)));
    signature.outputs().forEach((name, output) -> definition.putOutputs(name, info(output)));
    return definition.build();
  }

  private static TensorInfo info(Output<?> output) {
    return TensorInfo.newBuilder()
        .setName(NetworkRun.name(output))
        .setDtype(DataType.forNumber(output.dataType().getNumber()))
        .setTensorShape(TensorShapes.of(output.shape()))
        .build();
  }
}
