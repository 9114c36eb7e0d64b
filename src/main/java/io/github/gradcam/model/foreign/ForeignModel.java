package io.github.gradcam.model.foreign;

import io.github.gradcam.image.FailureWords;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.Endpoints;
import io.github.gradcam.model.ModelCard;
import io.github.gradcam.model.device.Execution;
import io.github.gradcam.model.foreign.onnx.OnnxNetwork;
import io.github.gradcam.model.foreign.onnx.OnnxReader;
import io.github.gradcam.model.graph.FlatNetwork;
import io.github.gradcam.model.graph.ModelException;
import io.github.gradcam.model.graph.NodeIndex;
import io.github.gradcam.model.graph.RandomBypass;
import io.github.gradcam.model.kernel.Graphs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.tensorflow.Graph;
import org.tensorflow.exceptions.TensorFlowException;

/**
 * A model that was trained elsewhere, made a classifier like any other: read, made plain, the
 * preprocessing put before it and what a classifier gives behind it.
 */
public final class ForeignModel {

  /** Who says so means unscaled pixels. */
  private static final String NONE = "none";

  private final Path path;
  private final ModelDescription description;
  private final List<String> notes = new ArrayList<>();

  /**
   * Names a model; nothing is read yet.
   *
   * @param path a SavedModel's folder, a frozen GraphDef ({@code .pb}), an ONNX or a Keras file
   * @param description what its file does not say
   */
  public ForeignModel(Path path, ModelDescription description) {
    this.path = path;
    this.description = description;
  }

  /**
   * Loads the classifier.
   *
   * @param execution where and how to compute
   * @return a classifier, the caller's to close
   * @throws ModelException if the file is none of a classifier, is broken, or does not say enough
   */
  public Classifier load(Execution execution) {
    return load(() -> ModelForm.of(path).read(path, description), execution);
  }

  /**
   * Loads the classifier of an ONNX file.
   *
   * @param execution where and how to compute
   * @param own is given the file's own graph
   * @return a classifier, the caller's to close
   * @throws ModelException as {@link #load(Execution)} does
   */
  Classifier load(Execution execution, Consumer<OnnxNetwork> own) {
    return load(
        () -> {
          OnnxReader.OnnxFile file =
              new OnnxReader(path)
                  .file(description.input(), description.logits(), description.inputSize());
          own.accept(file.network());
          return ForeignNetwork.of(file.lowered());
        },
        execution);
  }

  private Classifier load(Supplier<ForeignNetwork> reader, Execution execution) {
    notes.clear();
    try {
      ForeignNetwork read = reader.get();
      notes.addAll(read.notes());
      return load(PlainNetwork.of(read.network()), read, execution);
    } catch (ModelException | IllegalStateException e) {
      throw e;
    } catch (RuntimeException e) {
      boolean inWords = e instanceof IllegalArgumentException || e instanceof TensorFlowException;
      String unknown = "an op without what it needs; copy or export the model again";
      String found = inWords ? FailureWords.of(e, unknown) : unknown;
      throw new ModelException(
          "Expected a network of ops that TensorFlow knows in %s, found: %s".formatted(path, found),
          e);
    }
  }

  /** {@return what was assumed while the model was loaded, for people to know} */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  private Classifier load(FlatNetwork network, ForeignNetwork read, Execution execution) {
    NodeIndex index = new NodeIndex(network.graph());
    Map<String, String> layers = LayerNames.of(index, network);
    PixelInput input = PixelInput.of(index, network.input(), description.inputSize(), path);
    InputCheck check = new InputCheck(network.graph(), input);
    PreprocessChoice choice =
        PreprocessChoice.of(
            description.or(read.said()), network, read.telling(layers.values()), check::spread);
    PixelInput.Joined joined = input.before(network.graph(), choice.normalization());
    notes.addAll(choice.notes());
    noteDoubts(joined, check, choice);
    Graph graph = Graphs.empty();
    try {
      graph.importGraphDef(joined.graph());
      OutputHead head = OutputHead.of(index, network.output());
      OutputHead.Ends ends = head.add(graph, !description.labels().isEmpty());
      Endpoints endpoints =
          new Endpoints(
              joined.images(),
              joined.input(),
              ends.logits(),
              ends.probabilities(),
              choice.normalization(),
              layers);
      boolean named = read.said().labels().size() == ends.classes();
      List<String> labels =
          new Labels(path, named ? description.or(read.said()) : description).of(ends.classes());
      if (head.isMeanOfMaps(index) && labels.equals(Labels.numbered(ends.classes()))) {
        notes.add(
            "Nothing names the classes, and the %,d numbers of '%s' are means of feature maps: if the network describes images and does not classify them (an embedding), a map shows where one number of the description comes from"
                .formatted(ends.classes(), head.tensor()));
      }
      return Classifier.of(graph, endpoints, card(network, endpoints, labels, input), execution);
    } catch (RuntimeException e) {
      graph.close();
      throw e;
    }
  }

  private void noteDoubts(PixelInput.Joined joined, InputCheck check, PreprocessChoice choice) {
    if (!NONE.equals(description.preprocess())) {
      check.note(choice.normalization()).ifPresent(notes::add);
    }
    RandomBypass.left(joined.graph()).stream()
        .findFirst()
        .map("The network draws at random in '%s': its answers and maps vary"::formatted)
        .ifPresent(notes::add);
  }

  private ModelCard card(
      FlatNetwork network, Endpoints endpoints, List<String> labels, PixelInput input) {
    return new ModelCard(
        "gradcam",
        "%s, %s".formatted(path.getFileName(), network.origin()),
        labels,
        input.size(),
        1,
        endpoints.normalization().text(),
        Parameters.count(network.graph()),
        List.copyOf(endpoints.layers().values()),
        Map.of(),
        Map.of(),
        endpoints);
  }
}
