package io.github.gradcam.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;

/**
 * A frozen GraphDef that was trained elsewhere, with what the file itself does not say.
 *
 * @param file a binary GraphDef ({@code .pb}) whose weights are constants
 * @param input the placeholder that takes float32 [N, size, size, 3]; null where there is only one
 * @param logits the op that gives [N, classes] before the softmax
 * @param imageSize rows and columns of the pictures; 0 to read them from the placeholder
 * @param normalization what the network wants done with pixels
 * @param labels the classes in index order; empty to number them
 */
public record GraphFile(
    Path file,
    @Nullable String input,
    String logits,
    int imageSize,
    Normalization normalization,
    List<String> labels) {

  private static final String PLACEHOLDER = "Placeholder";
  private static final String PIXELS = Preprocessing.SCOPE + "/pixels";

  /**
   * Loads the classifier. The network's placeholder becomes the end of the preprocessing, so that
   * the classifier takes pixels like any other.
   *
   * @param precision how exactly to compute
   * @return a classifier, the caller's to close
   * @throws ModelException if the file is missing or no GraphDef, or lacks the input or the logits
   */
  public Classifier load(Precision precision) {
    return load(Execution.of(precision));
  }

  /**
   * Loads the classifier on a device, with the preprocessing before it.
   *
   * @param execution where and how to compute
   * @return a classifier, the caller's to close
   * @throws ModelException if the file is missing or no GraphDef, or lacks the input or the logits
   */
  public Classifier load(Execution execution) {
    GraphDef network = read();
    NodeDef placeholder = placeholder(network);
    int size = size(placeholder);
    if (network.getNodeList().stream().noneMatch(node -> node.getName().equals(logits))) {
      List<String> names = network.getNodeList().stream().map(NodeDef::getName).toList();
      throw new ModelException(
          "Expected an op '%s' for the logits in %s, found none; nearest: %s"
              .formatted(logits, file, String.join(", ", NearestNames.of(logits, names, 3))));
    }
    Graph graph = new Graph();
    try {
      graph.importGraphDef(join(network, placeholder.getName(), size));
      Ops tf = Ops.create(graph).withSubScope("gradcam_output");
      Operand<TFloat32> answer = graph.operationOrThrow(logits).output(0);
      String flat = checkedLogits(answer);
      String probabilities =
          tf.nn.softmax(graph.operationOrThrow(flat).<TFloat32>output(0)).op().name();
      int classes = (int) graph.operationOrThrow(flat).output(0).shape().get(1);
      ModelCard card = ModelCard.unsaved(file.getFileName().toString(), labels(classes), size);
      Endpoints endpoints =
          new Endpoints(
              PIXELS, placeholder.getName(), flat, probabilities, normalization, Map.of());
      return new Classifier(graph, endpoints, card, execution);
    } catch (RuntimeException e) {
      graph.close();
      throw e;
    }
  }

  private static String checkedLogits(Operand<TFloat32> answer) {
    Shape shape = answer.shape();
    if (shape.numDimensions() == 2 && shape.get(1) > 0) {
      return answer.op().name();
    }
    throw new ModelException(
        "Expected logits of shape [N, classes] from '%s', found %s"
            .formatted(answer.op().name(), shape));
  }

  private List<String> labels(int classes) {
    if (labels.isEmpty()) {
      return java.util.stream.IntStream.range(0, classes).mapToObj(i -> "class " + i).toList();
    }
    if (labels.size() != classes) {
      throw new ModelException(
          "Expected %d labels, one for each output of '%s', found %d"
              .formatted(classes, logits, labels.size()));
    }
    return labels;
  }

  private GraphDef read() {
    try {
      return GraphDef.parseFrom(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      throw new ModelException(
          "Expected a model at " + file + ", found nothing; check the path", e);
    } catch (IOException e) {
      throw new ModelException(
          "Expected a frozen GraphDef in %s, found: %s".formatted(file, e.getMessage()), e);
    }
  }

  private NodeDef placeholder(GraphDef network) {
    List<NodeDef> all =
        network.getNodeList().stream().filter(node -> node.getOp().equals(PLACEHOLDER)).toList();
    List<NodeDef> chosen =
        all.stream().filter(node -> input == null || node.getName().equals(input)).toList();
    if (chosen.size() != 1) {
      throw new ModelException(
          "Expected one input placeholder%s in %s, found %s"
              .formatted(
                  input == null ? "" : " '" + input + "'",
                  file,
                  all.stream().map(NodeDef::getName).toList()));
    }
    return chosen.get(0);
  }

  private int size(NodeDef placeholder) {
    var shape = placeholder.getAttrOrDefault("shape", AttrValue.getDefaultInstance()).getShape();
    long declared = shape.getDimCount() == 4 ? shape.getDim(1).getSize() : -1;
    if (imageSize > 0) {
      return imageSize;
    }
    if (declared < 1) {
      throw new ModelException(
          "Expected an input size in '%s' of %s, found none; give --input-size"
              .formatted(placeholder.getName(), file));
    }
    return (int) declared;
  }

  private GraphDef join(GraphDef network, String inputName, int size) {
    GraphDef.Builder joined = GraphDef.newBuilder();
    String normalised;
    try (Graph pixels = new Graph()) {
      Ops tf = Ops.create(pixels);
      var images = Preprocessing.images(tf.withSubScope(Preprocessing.SCOPE), "pixels", size);
      normalised = Preprocessing.normalised(tf, images, normalization).op().name();
      joined.addAllNode(pixels.toGraphDef().getNodeList());
    }
    for (NodeDef node : network.getNodeList()) {
      joined.addNode(node.getName().equals(inputName) ? identity(inputName, normalised) : node);
    }
    return joined.setVersions(network.getVersions()).setLibrary(network.getLibrary()).build();
  }

  private static NodeDef identity(String name, String input) {
    AttrValue type = AttrValue.newBuilder().setType(DataType.DT_FLOAT).build();
    return NodeDef.newBuilder()
        .setName(name)
        .setOp("Identity")
        .addInput(input)
        .putAttr("T", type)
        .build();
  }
}
