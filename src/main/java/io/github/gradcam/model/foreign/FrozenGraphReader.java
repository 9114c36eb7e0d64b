package io.github.gradcam.model.foreign;

import io.github.gradcam.image.FailureWords;
import io.github.gradcam.model.AllowedOps;
import io.github.gradcam.model.NearestNames;
import io.github.gradcam.model.graph.FlatNetwork;
import io.github.gradcam.model.graph.FunctionInlining;
import io.github.gradcam.model.graph.InputCut;
import io.github.gradcam.model.graph.MappedMessage;
import io.github.gradcam.model.graph.ModelException;
import io.github.gradcam.model.graph.NodeIndex;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * Reads GraphDefs whose weights are constants, and finds their ends where only one can be meant.
 */
final class FrozenGraphReader {

  private static final Set<String> PASSING = Set.of("Identity", "Reshape", "Squeeze");

  /** Ops that give nothing. */
  private static final Set<String> SINKS =
      Set.of("NoOp", "Assert", "ImageSummary", "ScalarSummary");

  private final Path file;
  private final ModelDescription description;

  FrozenGraphReader(Path file, ModelDescription description) {
    this.file = file;
    this.description = description;
  }

  FlatNetwork read() {
    GraphDef graph = parsed();
    NodeIndex index = new NodeIndex(graph);
    String input = input(index);
    String output = output(index, input);
    Map<String, String> inlined = new HashMap<>();
    List<String> ends = new ArrayList<>(ends(index, input));
    ends.add(output);
    AllowedOps.needed(graph, List.of(input), file);
    GraphDef needed = AllowedOps.needed(InputCut.at(graph, input), ends, file);
    GraphDef flat = FunctionInlining.of(needed, ends, inlined);
    return new FlatNetwork(
        flat, input, inlined.getOrDefault(output, output), Map.of(), "frozen GraphDef");
  }

  private GraphDef parsed() {
    try {
      GraphDef graph = MappedMessage.read(file, GraphDef.parser());
      if (graph.getNodeCount() == 0) {
        throw new ModelException(
            "Expected a model in %s, found none: it is no SavedModel folder, no frozen GraphDef (.pb), and no file of Keras (.keras, .h5), ONNX (.onnx) or TensorFlow Lite (.tflite)"
                .formatted(file));
      }
      return graph;
    } catch (IOException e) {
      throw new ModelException(
          "Expected a SavedModel folder, a frozen GraphDef (.pb), or a file of Keras (.keras, .h5), ONNX (.onnx) or TensorFlow Lite (.tflite) in %s, found: %s"
              .formatted(file, FailureWords.of(e)),
          e);
    }
  }

  private String input(NodeIndex index) {
    if (description.input() != null) {
      return named(index, description.input(), "--input");
    }
    List<NodeDef> certain = placeholders(index, 4);
    List<NodeDef> placeholders = certain.isEmpty() ? placeholders(index, 0) : certain;
    Optional<String> decoded = DecodedInput.find(index);
    if (placeholders.isEmpty() && decoded.isPresent()) {
      return decoded.get();
    } else if (placeholders.size() != 1) {
      throw new ModelException(
          "Expected one placeholder for images [N, height, width, channels] in %s, found %s; name the input with --input: gradcam explains image classifiers"
              .formatted(file, placeholders(index)));
    }
    return placeholders.get(0).getName();
  }

  /** Those for numbers of so many dimensions; 0 is also of a number that is not said. */
  private static List<NodeDef> placeholders(NodeIndex index, int rank) {
    return index.nodes().stream()
        .filter(node -> node.getOp().equals("Placeholder"))
        .filter(node -> type(node) == DataType.DT_FLOAT || type(node) == DataType.DT_UINT8)
        .filter(node -> rank(node) == rank)
        .toList();
  }

  /** The one op that gives numbers for classes and that nothing takes further. */
  private String output(NodeIndex index, String input) {
    if (description.logits() != null) {
      return named(index, description.logits(), "--logits");
    }
    List<String> ends = ends(index, input);
    Set<String> sources = ends.stream().map(end -> source(index, end)).collect(Collectors.toSet());
    if (sources.size() != 1) {
      throw new ModelException(
          "Expected one op at the end of %s that gives a number for each class, found %s; name one with --logits"
              .formatted(file, ends));
    }
    return ends.stream()
        .filter(end -> OutputHead.of(index, end).kind() != OutputHead.Kind.NONE)
        .findFirst()
        .orElse(ends.get(0));
  }

  /** The ops that are computed from the images and that nothing takes further. */
  private static List<String> ends(NodeIndex index, String input) {
    Set<String> fromInput = index.descendants(List.of(input));
    return index.ends().stream()
        .filter(fromInput::contains)
        .filter(name -> !SINKS.contains(index.get(name).getOp()))
        .toList();
  }

  private static String source(NodeIndex index, String end) {
    OutputHead head = OutputHead.of(index, end);
    String op = NodeIndex.op(head.tensor());
    while (PASSING.contains(index.get(op).getOp())) {
      op = NodeIndex.op(index.get(op).getInput(0));
    }
    return op;
  }

  private String named(NodeIndex index, String name, String option) {
    if (index.find(NodeIndex.op(name)).isPresent()) {
      return name;
    }
    List<String> names = index.nodes().stream().map(NodeDef::getName).toList();
    throw new ModelException(
        "Expected an op '%s' for %s in %s, found none; nearest: %s"
            .formatted(name, option, file, String.join(", ", NearestNames.of(name, names, 3))));
  }

  private static String placeholders(NodeIndex index) {
    String all =
        index.nodes().stream()
            .filter(node -> node.getOp().startsWith("Placeholder"))
            .map(NodeDef::getName)
            .collect(Collectors.joining(", "));
    return all.isEmpty() ? "none" : all;
  }

  private static DataType type(NodeDef node) {
    return node.getAttrOrDefault("dtype", AttrValue.getDefaultInstance()).getType();
  }

  private static int rank(NodeDef node) {
    return node.getAttrOrDefault("shape", AttrValue.getDefaultInstance()).getShape().getDimCount();
  }
}
