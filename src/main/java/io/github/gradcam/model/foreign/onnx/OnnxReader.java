package io.github.gradcam.model.foreign.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import io.github.gradcam.image.FailureWords;
import io.github.gradcam.model.foreign.lowering.GraphWriter;
import io.github.gradcam.model.foreign.lowering.LoweredModel;
import io.github.gradcam.model.foreign.lowering.Value;
import io.github.gradcam.model.foreign.lowering.Value.Computed;
import io.github.gradcam.model.foreign.onnx.op.OnnxOps;
import io.github.gradcam.model.graph.BatchCheck;
import io.github.gradcam.model.graph.FlatNetwork;
import io.github.gradcam.model.graph.MappedMessage;
import io.github.gradcam.model.graph.ModelException;
import io.github.gradcam.model.graph.NodeIndex;
import io.github.gradcam.model.kernel.Graphs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Graph;
import org.tensorflow.Output;

/** Reads networks that came as ONNX, as PyTorch and others export them. */
public final class OnnxReader {

  /** Several times what the largest networks have. */
  static final int MOST_NODES = 200_000;

  private final Path file;

  /**
   * Names a model; nothing is read yet.
   *
   * @param file that holds it
   */
  public OnnxReader(Path file) {
    this.file = file;
  }

  /**
   * Tells ONNX by how files begin: with the version of the format, a small number.
   *
   * @param start the first bytes of a file, at least 2 where it has so many
   * @return whether it begins so
   */
  public static boolean isStart(String start) {
    return start.length() > 1
        && start.charAt(0) == '\b'
        && start.charAt(1) > 0
        && start.charAt(1) < 0x20;
  }

  /**
   * Reads the network.
   *
   * @param input the input that takes the images; null to find it
   * @param logits the output, node or value that gives the classes' numbers; null to find it
   * @param inputSize rows and columns of the images, where the file leaves them open; 0 for none
   * @return the network, and what the file says besides
   * @throws ModelException if the file is damaged, has no such ends or a node cannot be expressed
   */
  public LoweredModel read(@Nullable String input, @Nullable String logits, int inputSize) {
    return file(input, logits, inputSize).lowered();
  }

  /**
   * A file in both forms.
   *
   * @param lowered as ops of TensorFlow
   * @param network as the file has it
   */
  public record OnnxFile(LoweredModel lowered, OnnxNetwork network) {}

  /**
   * Reads the network and keeps the file's own graph, for what is to be added to it.
   *
   * @param input as for {@link #read}
   * @param logits as for {@link #read}
   * @param inputSize as for {@link #read}
   * @return the network in both forms
   * @throws ModelException as {@link #read} does
   */
  public OnnxFile file(@Nullable String input, @Nullable String logits, int inputSize) {
    ModelProto model = parsed();
    OnnxEnds ends = new OnnxEnds(model.getGraph(), file);
    OnnxEnds.Input images = ends.input(input, inputSize);
    String output = ends.output(logits);
    OnnxMetadata metadata = new OnnxMetadata(model);
    try (Graph graph = Graphs.empty();
        GraphLowering lowering =
            new GraphLowering(model, file, images.batch(), metadata.layers(), graph)) {
      GraphWriter writer = lowering.writer();
      Output<?> placeholder = lowering.put(images);
      Output<?> answer = answer(writer, lowering.lower(output), output);
      FlatNetwork network =
          new FlatNetwork(
              writer.complete(graph.toGraphDef()),
              placeholder.op().name(),
              NodeIndex.tensor(answer.op().name(), answer.index()),
              lowering.layers(),
              origin(model));
      if (writer.isGuessed() && BatchCheck.mixes(network).orElse(true)) {
        throw mixed();
      }
      LoweredModel lowered =
          new LoweredModel(network, metadata.labels(), metadata.preprocess(), notes(model));
      return new OnnxFile(lowered, network(model, images, output, lowering));
    }
  }

  private ModelException mixed() {
    return new ModelException(
        "Expected a network for any number of images in %s, found one whose answer for an image depends on the others, by a reshape for one image or by a mean or the like over all of them; take such numbers of each image alone, and export it with its first axis dynamic (dynamic_axes={'input': {0: 'n'}})"
            .formatted(file));
  }

  /**
   * Looks at a network that is not in a file yet.
   *
   * @param model as the file will have it
   * @param file that it is meant for, for messages
   * @param logits the value that gives the classes' numbers
   * @return the network, and the shapes of its values
   * @throws ModelException as {@link #read} does
   */
  public static OnnxNetwork network(ModelProto model, Path file, String logits) {
    OnnxEnds ends = new OnnxEnds(model.getGraph(), file);
    OnnxEnds.Input images = ends.input(null, 0);
    String output = ends.output(logits);
    try (Graph graph = Graphs.empty();
        GraphLowering lowering = new GraphLowering(model, file, images.batch(), List.of(), graph)) {
      lowering.put(images);
      lowering.lower(output);
      return network(model, images, output, lowering);
    }
  }

  private static OnnxNetwork network(
      ModelProto model, OnnxEnds.Input images, String output, GraphLowering lowering) {
    return new OnnxNetwork(
        model,
        images.name(),
        output,
        opset(model.getOpsetImportList()),
        lowering.shapes(),
        lowering.numbers());
  }

  /** Feature maps of one place stay as they stand; all else is as in the file. */
  private Output<?> answer(GraphWriter writer, Value value, String name) {
    if (!(value instanceof Computed computed)) {
      throw new ModelException(
          "Expected numbers for classes that depend on the image, found constants in '%s' of %s; name another value with --logits"
              .formatted(name, file));
    }
    return computed.rank() == 4 && computed.places() ? computed.output() : writer.named(value);
  }

  private ModelProto parsed() {
    try {
      ModelProto model = MappedMessage.read(file, ModelProto.parser());
      if (model.getGraph().getNodeCount() == 0) {
        throw new ModelException(
            "Expected an ONNX network in %s, found none; was it copied whole?".formatted(file));
      }
      if (model.getGraph().getNodeCount() > MOST_NODES) {
        throw new ModelException(
            "Expected at most %,d nodes in %s, found %,d"
                .formatted(MOST_NODES, file, model.getGraph().getNodeCount()));
      }
      return model;
    } catch (IOException e) {
      throw new ModelException(
          "Expected an ONNX network in %s, found: %s Was it copied whole?"
              .formatted(file, FailureWords.of(e)),
          e);
    }
  }

  static long opset(List<OperatorSetIdProto> imports) {
    return imports.stream()
        .filter(each -> isStandard(each.getDomain()))
        .mapToLong(OperatorSetIdProto::getVersion)
        .max()
        .orElse(1);
  }

  static boolean isStandard(String domain) {
    return domain.isEmpty() || domain.equals("ai.onnx");
  }

  private static String origin(ModelProto model) {
    String producer = "%s %s".formatted(model.getProducerName(), model.getProducerVersion());
    return "ONNX opset %d of %s"
        .formatted(opset(model.getOpsetImportList()), producer.isBlank() ? "?" : producer.strip());
  }

  private static List<String> notes(ModelProto model) {
    List<String> notes = new ArrayList<>();
    long opset = opset(model.getOpsetImportList());
    if (opset > OnnxOps.LAST_OPSET) {
      notes.add(
          "The file has ONNX operators of version %d, newer than those known here (%d to %d): compare its answers with those you know"
              .formatted(opset, OnnxOps.FIRST_OPSET, OnnxOps.LAST_OPSET));
    }
    return notes;
  }
}
