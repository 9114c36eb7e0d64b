package io.github.gradcam.model.foreign.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.github.gradcam.model.foreign.lowering.Dimension;
import io.github.gradcam.model.graph.ModelException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A network as its file has it.
 *
 * @param model the file
 * @param images name of the input that takes the images
 * @param output name of the value that gives the classes' numbers
 * @param opset version of the standard operators
 * @param shapes of the values from the images to the output, by name
 * @param numbers the whole numbers among its constants, by name
 */
public record OnnxNetwork(
    ModelProto model,
    String images,
    String output,
    long opset,
    Map<String, List<Dimension>> shapes,
    Map<String, long[]> numbers) {

  /** Copies the maps. */
  public OnnxNetwork {
    shapes = Map.copyOf(shapes);
    numbers = Map.copyOf(numbers);
  }

  /**
   * Finds a node.
   *
   * @param name of the node, or of its first output where it has none
   * @return the node; nothing where the graph has no such
   */
  public Optional<NodeProto> node(String name) {
    return model.getGraph().getNodeList().stream()
        .filter(node -> NodeNames.isOf(name, node))
        .findFirst();
  }

  /**
   * Finds what gives a value.
   *
   * @param value name of the value
   * @return the node; nothing for inputs and constants
   */
  public Optional<NodeProto> maker(String value) {
    return model.getGraph().getNodeList().stream()
        .filter(node -> node.getOutputList().contains(value))
        .findFirst();
  }

  /**
   * The sizes of a value.
   *
   * @param value name of the value
   * @return each size, -1 for the number of images and its multiples
   * @throws ModelException if they are not known before the network runs
   */
  public long[] shape(String value) {
    List<Dimension> shape = shapes.getOrDefault(value, List.of(Dimension.UNKNOWN));
    if (!shape.stream().allMatch(size -> size.isKnown() || size.isBatch())) {
      throw new ModelException(
          "Expected a shape of '%s' that is known before the network runs, found none; export the network with a fixed image size"
              .formatted(value));
    }
    return shape.stream().mapToLong(size -> size.isBatch() ? -1 : size.factor()).toArray();
  }

  /**
   * The names by which a node takes values.
   *
   * @param node of the graph
   * @return its inputs, and what its branches take: values from outside, and their own
   */
  public static List<String> taken(NodeProto node) {
    List<String> names = new ArrayList<>(node.getInputList());
    Deque<NodeProto> nodes = new ArrayDeque<>(List.of(node));
    while (!nodes.isEmpty()) {
      for (AttributeProto attribute : nodes.remove().getAttributeList()) {
        GraphProto branch = attribute.getG();
        branch.getOutputList().forEach(output -> names.add(output.getName()));
        branch.getNodeList().forEach(inner -> names.addAll(inner.getInputList()));
        nodes.addAll(branch.getNodeList());
      }
    }
    return names;
  }

  /**
   * The value that stands before a softmax or sigmoid at the end: the logits.
   *
   * @return its name; that of the output where neither gives it
   */
  public String logits() {
    String value = output;
    for (Optional<NodeProto> maker = maker(value); maker.isPresent(); maker = maker(value)) {
      NodeProto node = maker.get();
      switch (node.getOpType()) {
        case "Softmax", "LogSoftmax", "Sigmoid" -> {
          return node.getInput(0);
        }
        case "Identity", "Cast", "Flatten", "Reshape", "Squeeze" -> value = node.getInput(0);
        default -> {
          return output;
        }
      }
    }
    return output;
  }
}
