package io.github.gradcam.model.foreign;

import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.Endpoints;
import io.github.gradcam.model.Execution;
import io.github.gradcam.model.ModelCard;
import io.github.gradcam.model.ModelException;
import io.github.gradcam.model.graph.BatchFreedom;
import io.github.gradcam.model.graph.ConstantFolding;
import io.github.gradcam.model.graph.DeadBranches;
import io.github.gradcam.model.graph.FlatNetwork;
import io.github.gradcam.model.graph.FunctionInlining;
import io.github.gradcam.model.graph.GradientRewrites;
import io.github.gradcam.model.graph.NodeIndex;
import io.github.gradcam.model.graph.RandomBypass;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.proto.GraphDef;

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
   * @param path a SavedModel's folder, a frozen GraphDef ({@code .pb}) or a Keras file
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
    notes.clear();
    FlatNetwork network = plain(ModelForm.of(path).read(path, description));
    NodeIndex index = new NodeIndex(network.graph());
    Map<String, String> layers = LayerNames.of(index, network);
    PixelInput input = PixelInput.of(index.get(network.input()), description.inputSize(), path);
    PreprocessChoice choice = PreprocessChoice.of(description, network, layers.values());
    notes.addAll(choice.notes());
    GraphDef joined = input.before(network.graph(), choice.normalization());
    if (!NONE.equals(description.preprocess())) {
      InputCheck.note(joined, network.input(), input.size()).ifPresent(notes::add);
    }
    Head head = Head.of(index, network.output());
    Graph graph = new Graph();
    try {
      graph.importGraphDef(joined);
      Head.Ends ends = head.add(graph);
      Endpoints endpoints =
          new Endpoints(
              PixelInput.IMAGES,
              network.input(),
              ends.logits(),
              ends.probabilities(),
              choice.normalization(),
              layers);
      List<String> labels = new Labels(path, description, network).of(ends.classes());
      return Classifier.of(graph, endpoints, card(network, endpoints, labels, input), execution);
    } catch (ModelException e) {
      graph.close();
      throw e;
    } catch (IllegalArgumentException e) {
      graph.close();
      throw new ModelException(
          "Expected a network of ops that TensorFlow knows in %s, found: %s"
              .formatted(path, e.getMessage()),
          e);
    } catch (RuntimeException e) {
      graph.close();
      throw e;
    }
  }

  /**
   * What was assumed while the model was loaded, for people to know.
   *
   * @return sentences
   */
  public List<String> notes() {
    return List.copyOf(notes);
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

  /** Only what the answer needs, as ops that have gradients, and for any number of pictures. */
  private static FlatNetwork plain(FlatNetwork network) {
    String input = network.input();
    List<String> ends = ends(network.graph(), network.output());
    GraphDef graph = GradientRewrites.rewrite(network.graph(), List.of(input));
    graph = RandomBypass.of(graph, input, ends);
    graph = ConstantFolding.of(graph, input, ends);
    graph = DeadBranches.remove(graph, ends);
    Map<String, String> inlined = new HashMap<>();
    graph = FunctionInlining.of(graph, ends, inlined);
    String output = inlined.getOrDefault(network.output(), network.output());
    ends = ends(graph, output);
    graph = ConstantFolding.of(GradientRewrites.rewrite(graph, List.of(input)), input, ends);
    return network.with(BatchFreedom.of(graph, input, ends), output);
  }

  /** The answer, and the ends of other ways that the network goes. */
  private static List<String> ends(GraphDef graph, String output) {
    List<String> ends = new ArrayList<>(List.of(output));
    ends.addAll(new NodeIndex(graph).ends());
    return ends;
  }
}
