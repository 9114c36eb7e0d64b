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
import io.github.gradcam.model.graph.Pruning;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.TensorInfo;

/** Reads SavedModels of Keras 2 and 3, of TensorFlow 1 and 2: calls inlined, weights constant. */
final class SavedModelReader {

  static final String FILE = "saved_model.pb";

  private static final String SERVE = "serve";

  private final Path folder;
  private final ModelDescription description;

  SavedModelReader(Path folder, ModelDescription description) {
    this.folder = folder;
    this.description = description;
  }

  FlatNetwork read() {
    MetaGraphDef meta = metaGraph();
    SignatureChoice choice = SignatureChoice.of(meta, description, folder);
    Map<String, String> inlined = new HashMap<>();
    List<String> asked = List.of(choice.output());
    GraphDef allowed = AllowedOps.needed(meta.getGraphDef(), asked, folder);
    GraphDef flat;
    try {
      flat = FunctionInlining.of(allowed, asked, inlined);
    } catch (IllegalArgumentException e) {
      throw new ModelException("%s in the model %s".formatted(FailureWords.of(e), folder), e);
    }
    String output = inlined.getOrDefault(choice.output(), choice.output());
    String input = NodeIndex.op(choice.input());
    requireInput(flat, input);
    GraphDef needed = Pruning.to(InputCut.at(flat, input), List.of(output));
    GraphDef frozen = new VariableFreezing(folder, meta).freeze(needed);
    String version = meta.getMetaInfoDef().getTensorflowVersion();
    return new FlatNetwork(frozen, input, output, null, "SavedModel of TensorFlow " + version);
  }

  private void requireInput(GraphDef flat, String input) {
    NodeIndex index = new NodeIndex(flat);
    if (index.find(input).isEmpty()) {
      List<String> names = index.nodes().stream().map(NodeDef::getName).toList();
      throw new ModelException(
          "Expected an input or op '%s' before the output in %s, found none; nearest: %s"
              .formatted(input, folder, String.join(", ", NearestNames.of(input, names, 3))));
    }
  }

  private MetaGraphDef metaGraph() {
    SavedModel model = parsed();
    return model.getMetaGraphsList().stream()
        .filter(meta -> meta.getMetaInfoDef().getTagsList().contains(SERVE))
        .findFirst()
        .or(() -> model.getMetaGraphsList().stream().findFirst())
        .orElseThrow(
            () ->
                new ModelException(
                    "Expected a graph in %s, found an empty model"
                        .formatted(folder.resolve(FILE))));
  }

  private SavedModel parsed() {
    Path file = folder.resolve(FILE);
    try {
      return MappedMessage.read(file, SavedModel.parser());
    } catch (IOException e) {
      throw new ModelException(
          "Expected a SavedModel in %s, found: %s Is the file whole?"
              .formatted(file, FailureWords.of(e)),
          e);
    }
  }

  /** The tensor of an input or output of a signature, without {@code :0}. */
  static String tensor(TensorInfo info) {
    return NodeIndex.tensor(NodeIndex.op(info.getName()), NodeIndex.output(info.getName()));
  }
}
